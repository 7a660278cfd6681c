import { Envelope } from '../../../shared/contract/envelope.ts';
import { AppError, wireCode } from '../../../shared/contract/errors.ts';
import { EnrolReply, enrolPath, type EnrolRequest } from '../../../shared/contract/relay.ts';

/** A relay that has not answered by then counts as unreachable. */
const timeoutMs = 10_000;

/**
 * Exchanges the one-time code for a device.
 *
 * @throws AppError `pairing.bad_code` when the relay refuses, `pairing.unreachable` for everything that
 *   another try may cure
 */
export async function enrol(relayUrl: string, request: EnrolRequest): Promise<EnrolReply> {
  const answer = await post(new URL(enrolPath, relayUrl), request);
  const envelope = Envelope.safeParse(answer.body);
  if (!envelope.success) throw unreachable(`status ${answer.status} and no envelope`);
  if (envelope.data.success) {
    const reply = EnrolReply.safeParse(envelope.data.data);
    if (!reply.success) throw unreachable('the reply has another shape', reply.error);
    return reply.data;
  }
  const code = envelope.data.error?.code ?? '';
  if (code === wireCode('pairing.bad_code') || code === wireCode('input.invalid')) {
    throw new AppError('pairing.bad_code', 'the relay does not take this code');
  }
  throw unreachable(`the relay answered ${answer.status} ${code}`);
}

async function post(
  address: URL,
  request: EnrolRequest,
): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.json() };
  } catch (cause) {
    throw unreachable(`no answer from ${address.origin}`, cause);
  }
}

function unreachable(message: string, cause?: unknown): AppError {
  return new AppError('pairing.unreachable', message, { cause });
}
