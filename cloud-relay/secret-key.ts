import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RelayConfig } from './config.ts';
import type { RelayStore } from './database/database.ts';

/**
 * The configured key, or the data folder's own, which is made at the first start and readable by the
 * owner of the process only.
 */
export function obtainSecretKey(config: RelayConfig): Uint8Array {
  if (config.secretKey) return config.secretKey;
  if (config.dataDir === ':memory:') return randomBytes(32);
  const file = join(config.dataDir, 'secret-key');
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, {
      mode: 0o600,
      flag: 'wx',
      // What is sealed with it reaches the disk, so it has to be there first.
      flush: true,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${file} does not hold a key`);
  return Buffer.from(text, 'hex');
}

/**
 * Refuses a key that is not the one this database was sealed with: with the wrong one every connection
 * would look as if it did not exist, and the platforms would be told so.
 */
export async function checkSecretKey(store: RelayStore, key: Uint8Array): Promise<void> {
  const print = createHash('sha256').update('wasla-relay-key-print:').update(key).digest('hex');
  await store.transact(async (tx) => {
    const known = await tx
      .selectFrom('relay_meta')
      .select('value')
      .where('key', '=', 'key_print')
      .executeTakeFirst();
    if (!known) {
      await tx.insertInto('relay_meta').values({ key: 'key_print', value: print }).execute();
    } else if (known.value !== print) {
      throw new Error('RELAY_SECRET_KEY is not the key this database was written with');
    }
  });
}
