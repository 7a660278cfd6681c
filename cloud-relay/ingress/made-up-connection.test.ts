import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { adapters } from '../adapters/registry.ts';
import { madeUpConnection } from './made-up-connection.ts';
import { createTestPlatform } from './testing/test-platform.ts';

const hook = {
  method: 'POST',
  path: 'orders',
  query: {},
  headers: { authorization: 'Bearer a.b.c', 'content-type': 'application/json' },
  body: Buffer.from('{}'),
  receivedAtMs: 0,
};

describe('a made-up connection', () => {
  test.each([...adapters.values()].map((adapter) => [adapter.platform, adapter] as const))(
    'of %s lets its adapter refuse as it refuses a wrong secret',
    (_platform, adapter) => {
      const connection = madeUpConnection(adapter);
      expect(adapter.settings.safeParse(connection.settings).error).toBeUndefined();
      expect(adapter.verify(hook, connection)).toMatchObject({ ok: false });
    },
  );

  test('follows choices, constants, lists and nesting of the credentials', () => {
    const credentials = z.object({
      mode: z.enum(['live', 'test']),
      version: z.literal(2),
      keys: z.array(z.object({ id: z.int().min(7), key: z.string().min(20), live: z.boolean() })),
      proof: z.union([z.string().min(5), z.null()]),
      none: z.null(),
    });
    const made = madeUpConnection({ ...createTestPlatform(), credentials });
    expect(credentials.parse(made.credentials)).toMatchObject({
      mode: 'live',
      version: 2,
      keys: [{ id: 7, live: false }],
      none: null,
    });
  });

  test('has other secrets every time', () => {
    const adapter = createTestPlatform();
    const secrets = [1, 2].map(() => JSON.stringify(madeUpConnection(adapter).credentials));
    expect(secrets[0]).not.toBe(secrets[1]);
  });
});
