import { createPublicKey, randomBytes, verify } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import {
  ChallengeReply,
  challengeText,
  protocolVersion,
  type SessionRefused,
} from '../../src/shared/contract/relay.ts';
import type { RelayDatabase } from '../database/schema.ts';

/** An enrolled branch server that has shown its key. */
export interface Device {
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly branchId: string;
  readonly branchName: string;
}

export type Login =
  | { readonly kind: 'device'; readonly device: Device; readonly reply: ChallengeReply }
  | { readonly kind: 'refused'; readonly code: z.infer<typeof SessionRefused>['code'] };

/** Fresh for every connection: an overheard signature is worth nothing on the next one. */
export function newNonce(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Judges a branch's answer to the challenge. Whether a device is revoked is told only to its own key.
 *
 * @param answer what came over the socket, unchecked
 */
export async function checkLogin(
  db: Kysely<RelayDatabase>,
  nonce: string,
  answer: unknown,
): Promise<Login> {
  const parsed = ChallengeReply.safeParse(answer);
  if (!parsed.success || parsed.data.protocol !== protocolVersion) {
    return { kind: 'refused', code: 'protocol' };
  }
  const reply = parsed.data;
  const row = await findDevice(db, reply.deviceId);
  if (!row) return { kind: 'refused', code: 'unknown_device' };
  if (!isSignedBy(row.public_key, challengeText(row.id, nonce), reply.signature)) {
    return { kind: 'refused', code: 'bad_signature' };
  }
  if (row.revoked_at_ms !== null) return { kind: 'refused', code: 'revoked' };
  const device = {
    id: row.id,
    name: row.name,
    companyId: row.company_id,
    companyName: row.company_name,
    branchId: row.branch_id,
    branchName: row.branch_name,
  };
  return { kind: 'device', device, reply };
}

function findDevice(db: Kysely<RelayDatabase>, deviceId: string) {
  return db
    .selectFrom('devices')
    .innerJoin('branches', 'branches.id', 'devices.branch_id')
    .innerJoin('companies', 'companies.id', 'devices.company_id')
    .selectAll('devices')
    .select(['branches.name as branch_name', 'companies.name as company_name'])
    .where('devices.id', '=', deviceId)
    .executeTakeFirst();
}

/**
 * @param publicKey base64 of the raw 32-byte Ed25519 key
 * @param signature base64; anything else is simply no signature
 */
function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const x = Buffer.from(publicKey, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
