import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { EnrolReply } from '../../../shared/contract/relay.ts';
import type { Db, Tx } from '../database/index.ts';
import { writePrivateFile } from '../private-file.ts';

/** Who this branch is to its relay. */
export interface Device extends EnrolReply {
  readonly relayUrl: string;
  /** Base64 of the raw 32 bytes; tells which private key is meant. */
  readonly publicKey: string;
}

export function findDevice(db: Db): Device | undefined {
  return db
    .prepare<[], Device>(
      `SELECT relay_url AS relayUrl, device_id AS deviceId, branch_id AS branchId,
              branch_name AS branchName, company_name AS companyName, currency, time_zone AS timeZone, public_key AS publicKey
         FROM device`,
    )
    .get();
}

export function saveDevice(tx: Tx, device: Device): void {
  tx.prepare(
    `INSERT OR REPLACE INTO device
       (only, relay_url, device_id, branch_id, branch_name, company_name, currency, time_zone, public_key)
     VALUES (1, @relayUrl, @deviceId, @branchId, @branchName, @companyName, @currency, @timeZone, @publicKey)`,
  ).run(device);
}

/** Keeps the names that the relay's owner may change. */
export function renameBranch(tx: Tx, names: { branchName: string; companyName: string }): void {
  tx.prepare('UPDATE device SET branch_name = @branchName, company_name = @companyName').run(names);
}

/** Where the keys lie, and what they are sealed with. */
export interface KeyFolder {
  readonly dataDir: string;
  /** Empty: they lie in files that only this user may read. */
  readonly secretKey: string;
}

/** The device's Ed25519 key: made once, kept in the data folder, never leaves it. */
export interface DeviceKey {
  /** Base64 of the raw 32 bytes. */
  readonly publicKey: string;
  /** Base64 of the signature. */
  sign(text: string): string;
}

const deviceKeyFile = 'device-key.pem';
/** The key of a pairing that is not finished: kept, so that a repeated attempt shows the relay the same key. */
const pairingKeyFile = 'pairing-key.pem';

export function getPairingKey(folder: KeyFolder): DeviceKey {
  const file = join(folder.dataDir, pairingKeyFile);
  const found = readKey(file, folder);
  if (found) return found;
  const { privateKey } = generateKeyPairSync('ed25519');
  writePrivateFile(`${file}.new`, exported(privateKey, folder.secretKey));
  renameSync(`${file}.new`, file);
  return toDeviceKey(privateKey);
}

/** After the device is saved: a stop before this is harmless, because both files are looked at. */
export function keepPairingKey({ dataDir }: KeyFolder): void {
  renameSync(join(dataDir, pairingKeyFile), join(dataDir, deviceKeyFile));
}

/** The private key that belongs to the device's public one; undefined too when it was sealed with another secret. */
export function findDeviceKey(folder: KeyFolder, publicKey: string): DeviceKey | undefined {
  return [deviceKeyFile, pairingKeyFile]
    .map((file) => readKey(join(folder.dataDir, file), folder))
    .find((key) => key?.publicKey === publicKey);
}

/** One that was written before there was a secret is read as it is. */
function readKey(file: string, { secretKey }: KeyFolder): DeviceKey | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return toDeviceKey(createPrivateKey({ key: readFileSync(file), passphrase: secretKey }));
  } catch {
    return undefined;
  }
}

function exported(key: KeyObject, secretKey: string): string {
  const sealed = secretKey !== '' && { cipher: 'aes-256-cbc', passphrase: secretKey };
  return key.export({ type: 'pkcs8', format: 'pem', ...sealed }).toString();
}

function toDeviceKey(key: KeyObject): DeviceKey {
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(jwk.x ?? '', 'base64url').toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}
