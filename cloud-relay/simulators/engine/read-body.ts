import { z } from 'zod';
import type { Call } from './api-server.ts';
import { Refused } from './refused.ts';

/**
 * The call's JSON body in the platform's documented shape.
 *
 * @throws Refused 400 `body_invalid`, naming the field
 */
export function readJson<T>(call: Call, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(call.body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const detail = `${call.method} ${call.path}: ${z.prettifyError(parsed.error)}`;
  throw new Refused(
    { status: 400, body: { code: 'INVALID_REQUEST', message: detail } },
    'body_invalid',
    detail,
  );
}

/** The fields of a form, url-encoded or multipart; empty when the body is neither. */
export async function readForm(call: Call): Promise<Record<string, string>> {
  const type = call.headers['content-type'] ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type)) return {};
  try {
    const form = await new Response(new Uint8Array(call.body), {
      headers: { 'content-type': type },
    }).formData();
    return Object.fromEntries(
      [...form].filter((field): field is [string, string] => typeof field[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** The value that the text denotes, undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
