import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { EnrolReply, EnrolRequest } from '../../src/shared/contract/relay.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import { recordAudit } from '../audit/index.ts';
import type { Attempts } from '../auth/attempts.ts';
import type { Tx } from '../database/database.ts';
import type { Api } from '../http/serve.ts';
import { greetWithTemplates } from '../printing/index.ts';
import type { TenancyDeps } from './tenancy-deps.ts';

const publicKeyBytes = 32;

/** How a branch server turns the code a person typed into a key the relay knows. */
export function enrolRoute(api: Api, deps: TenancyDeps & { readonly attempts: Attempts }): void {
  api.serve(consoleApi.enrolDevice, 'anybody', async (input, { request }) => {
    const guesser = 'pairing code';
    const retryAfterMs = deps.attempts.waitMs(guesser, request.ip);
    if (retryAfterMs > 0) {
      const details = { retryAfterMs };
      throw new AppError('auth.too_many_attempts', 'too many wrong pairing codes', { details });
    }
    if (Buffer.from(input.publicKey, 'base64').length !== publicKeyBytes) {
      throw new AppError('input.invalid', 'publicKey is no raw Ed25519 key');
    }
    deps.attempts.begun(guesser, request.ip);
    const reply = await deps.store.transact((tx) => enrol(tx, input, deps, request.ip));
    deps.attempts.succeeded(guesser, request.ip);
    deps.logger.info({ branchId: reply.branchId, deviceId: reply.deviceId }, 'device enrolled');
    return reply;
  });
}

/**
 * A code serves one key. The same key may come again with it, because the answer to the first try may
 * have been lost on its way.
 *
 * @throws AppError `pairing.bad_code`
 */
async function enrol(
  tx: Tx,
  input: EnrolRequest,
  deps: TenancyDeps,
  address: string,
): Promise<EnrolReply> {
  const now = deps.clock.now();
  const codeHash = deps.pairingCodes.hash(input.code);
  const code = await findCode(tx, codeHash, now);
  const known = code && (await findEnrolled(tx, code.branch_id, input.publicKey));
  if (!code || (code.used_at_ms !== null && !known)) {
    throw new AppError('pairing.bad_code', 'the code is wrong, used or too old');
  }
  const deviceId = known ?? deps.ids('dev');
  if (known === undefined) {
    await tx
      .insertInto('devices')
      .values({
        id: deviceId,
        company_id: code.company_id,
        branch_id: code.branch_id,
        name: input.deviceName,
        public_key: input.publicKey,
        created_at_ms: now,
        last_seen_at_ms: null,
        revoked_at_ms: null,
      })
      .execute();
    const device = { id: deviceId, branchId: code.branch_id, companyId: code.company_id };
    await greetWithTemplates(tx, device, { ids: deps.ids, nowMs: now });
    await recordAudit(
      tx,
      { userId: null, by: input.deviceName, address },
      {
        atMs: now,
        companyId: code.company_id,
        action: 'device_enrolled',
        target: { id: deviceId, name: input.deviceName },
        details: { branch: code.branch_name },
      },
    );
  }
  await tx
    .updateTable('pairing_codes')
    .set({ used_at_ms: now })
    .where('code_hash', '=', codeHash)
    .execute();
  return {
    deviceId,
    branchId: code.branch_id,
    branchName: code.branch_name,
    companyName: code.company_name,
    currency: code.currency,
    timeZone: code.time_zone,
  };
}

function findCode(tx: Tx, codeHash: string, nowMs: EpochMs) {
  return tx
    .selectFrom('pairing_codes')
    .innerJoin('branches', 'branches.id', 'pairing_codes.branch_id')
    .innerJoin('companies', 'companies.id', 'pairing_codes.company_id')
    .select(['branch_id', 'pairing_codes.company_id', 'used_at_ms', 'time_zone', 'currency'])
    .select(['branches.name as branch_name', 'companies.name as company_name'])
    .where('code_hash', '=', codeHash)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
}

async function findEnrolled(
  tx: Tx,
  branchId: string,
  publicKey: string,
): Promise<string | undefined> {
  const device = await tx
    .selectFrom('devices')
    .select('id')
    .where('branch_id', '=', branchId)
    .where('public_key', '=', publicKey)
    .where('revoked_at_ms', 'is', null)
    .executeTakeFirst();
  return device?.id;
}
