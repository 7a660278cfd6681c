import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ConnectionView, PlatformAdapter } from '../adapters/adapter.ts';

/**
 * A connection nobody has, with credentials of the shape the adapter asks for. Calls to an address that
 * does not exist are verified against it, so that they take as long as calls with a wrong secret.
 */
export function madeUpConnection(adapter: PlatformAdapter): ConnectionView {
  const settings = adapter.settings.safeParse({});
  return {
    id: 'made-up',
    environment: 'production',
    credentials: madeUp(z.toJSONSchema(adapter.credentials, { unrepresentable: 'any' })),
    settings: settings.success ? settings.data : {},
    country: 'JO',
  };
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A value of the schema's shape. Patterns are not followed: the value is compared, never believed. */
function madeUp(schema: JsonSchema | boolean): unknown {
  if (typeof schema === 'boolean') return null;
  const stated = schema.const ?? schema.enum?.[0] ?? schema.default;
  if (stated !== undefined) return stated;
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  return choice === undefined ? madeUpOfType(schema) : madeUp(choice);
}

function madeUpOfType({ type, properties = {}, items, minimum = 0 }: JsonSchema): unknown {
  if (type === 'object') {
    return Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, madeUp(value)]),
    );
  }
  if (type === 'array') {
    return typeof items === 'object' && !Array.isArray(items) ? [madeUp(items)] : [];
  }
  if (type === 'string') return randomBytes(32).toString('hex');
  if (type === 'number' || type === 'integer') return minimum;
  return type === 'boolean' ? false : null;
}
