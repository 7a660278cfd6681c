import { z } from 'zod';
import type { Platform } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { PlatformAdapter } from '../adapters/adapter.ts';
import type { Adapters } from '../deps.ts';

type Json = Record<string, unknown>;

/** @throws AppError `platform.unknown` */
export function adapterOf(adapters: Adapters, platform: string): PlatformAdapter {
  const adapter = Object.hasOwn(adapters, platform) ? adapters[platform] : undefined;
  if (!adapter) throw new AppError('platform.unknown', `no adapter for ${platform}`);
  return adapter;
}

/** What the console needs to draw the form of a connection. */
export function describePlatform(adapter: PlatformAdapter): Platform {
  return {
    platform: adapter.platform,
    displayName: adapter.displayName,
    credentialsSchema: schemaOf(adapter.credentials),
    settingsSchema: schemaOf(adapter.settings),
    actions: [...adapter.capabilities.actions],
    verified: adapter.capabilities.verified,
    confidence: adapter.capabilities.confidence,
  };
}

function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

/** @throws AppError `input.invalid` naming the fields, never their values */
export const checkCredentials = (adapter: PlatformAdapter, input: Json): void =>
  check(adapter.credentials, input, 'credentials');

/** @throws AppError `input.invalid` */
export const checkSettings = (adapter: PlatformAdapter, input: Json): void =>
  check(adapter.settings, input, 'settings');

function check(schema: z.ZodType, input: Json, field: string): void {
  const result = schema.safeParse(input);
  const wrong = result.success
    ? unknownFields(input, result.data as Json)
    : result.error.issues.map(({ path, message }) => ({ path, message }));
  if (wrong.length === 0) return;
  const issues = wrong.map(({ path, message }) => ({
    path: [field, ...path].map(String).join('.'),
    message,
  }));
  throw new AppError('input.invalid', `wrong ${field}`, { details: { issues } });
}

/** A misspelt field would be dropped in silence, and its default would stand. */
function unknownFields(given: Json, known: Json) {
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => ({ path: [name], message: 'no such field' }));
}

/** New credentials over the old ones; a list of live secrets may keep the newest old one at its end. */
export function rotated(before: Json, given: Json, keepPrevious: boolean): Json {
  const merged = Object.entries(given).map(([field, value]): [string, unknown] => {
    const previous = before[field];
    if (!keepPrevious || !isList(value) || !isList(previous)) return [field, value];
    const kept = previous.find((secret) => !value.includes(secret));
    return [field, kept === undefined ? value : [...value, kept]];
  });
  return { ...before, ...Object.fromEntries(merged) };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
