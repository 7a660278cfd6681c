/**
 * Readers of what platforms send, on top of `readJson`: what an order cannot do without is strict, and
 * everything else counts as absent when it is missing, empty or of a wrong type.
 */
import { z } from 'zod';
import { UnreadableWebhook } from './adapter.ts';
import type { ExactJson } from './exact-json.ts';

/** Text or a number's digits, verbatim; empty when absent. */
export const text = z.string().catch('');

// oxlint-disable-next-line no-control-regex -- exactly these must not become keys
const controlCharacter = /[\u0000-\u001f\u007f]/;

/** A key that must be there; at most 512 characters, the longest any platform documents. */
export const id = z
  .string()
  .max(512)
  .refine((value) => value.trim() !== '' && !controlCharacter.test(value), 'is no usable id');

/** True only for `true` and `"true"`. */
export const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 'true');

/** An object, or null when there is none. */
export function block<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).nullable().catch(null);
}

/** An object whose absence means that each of its fields is absent. */
export function group<Shape extends z.ZodRawShape>(shape: Shape) {
  const schema = z.object(shape);
  return schema.catch(() => schema.parse({}));
}

/** A list that carries what is cooked: absent is empty, anything but a list of `Row` is unreadable. */
export function rows<Row>(row: z.ZodType<Row>) {
  return z.preprocess(
    (value) => (value === '' || value === null || value === undefined ? [] : value),
    z.array(row),
  );
}

/** A list of side information: one that cannot be read counts as empty. */
export function extras<Row>(row: z.ZodType<Row>) {
  return z.array(row).catch([]);
}

/** @throws UnreadableWebhook naming the fields, never their values */
export function read<Shape>(shape: z.ZodType<Shape>, json: ExactJson, what: string): Shape {
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const faults = result.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new UnreadableWebhook(`${what}: ${faults.join('; ')}`);
}

const isoInstant = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/** An ISO 8601 date and time as milliseconds; without an offset it is UTC; null when it is none. */
export function instant(written: string): number | null {
  const match = isoInstant.exec(written);
  if (!match) return null;
  const atMs = Date.parse(match[1] === undefined ? `${written}Z` : written);
  return Number.isNaN(atMs) || atMs < 0 ? null : atMs;
}

/** A coordinate within its bounds; undefined for empty, zero-length or impossible ones. */
export function coordinate(written: string, bound: 90 | 180): number | undefined {
  const degrees = written.trim() === '' ? Number.NaN : Number(written);
  return Math.abs(degrees) <= bound ? degrees : undefined;
}

/** The texts that say something, in order and verbatim. */
export function filled(...texts: readonly string[]): string[] {
  return texts.filter((part) => part.trim() !== '');
}

/** Latitude and longitude as the contract's address has them: both or none. */
export function position(latitude: string, longitude: string) {
  const north = coordinate(latitude, 90);
  const east = coordinate(longitude, 180);
  return north === undefined || east === undefined ? {} : { latitude: north, longitude: east };
}
