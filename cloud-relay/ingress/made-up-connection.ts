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
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice !== undefined) return madeUp(choice);
  if (schema.type === 'object') {
    const properties = Object.entries(schema.properties ?? {});
    return Object.fromEntries(properties.map(([name, value]) => [name, madeUp(value)]));
  }
  if (schema.type === 'array') {
    const { items } = schema;
    return typeof items === 'object' && !Array.isArray(items) ? [madeUp(items)] : [];
  }
  if (schema.type === 'string') return randomBytes(32).toString('hex');
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 0;
  return schema.type === 'boolean' ? false : null;
}
