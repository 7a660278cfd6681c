import { startFakeRelay } from '../../cloud-relay/simulators/testing/fake-relay.ts';
import { freePort } from '../../tools/rig/program.ts';
import type { SampleConnection } from '../../tools/rig/sample-site.ts';
import { play } from './restaurant.ts';

/** One webhook as a platform would send it, in the tester's hand. */
export interface CapturedCall {
  readonly method: string;
  /** Below the connection's address; empty for the address itself. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The platform's key of the order. */
  readonly externalId: string;
}

/** Belong to the connection they came on, not to the message. */
const hopHeaders = ['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'];

/** A platform whose calls reach nobody: rightly signed, never delivered, caught on the way. */
export interface Captor {
  order(): Promise<CapturedCall>;
  close(): Promise<void>;
}

export async function openCaptor(connection: SampleConnection): Promise<Captor> {
  const nobody = await startFakeRelay();
  const base = new URL(nobody.url).pathname;
  const simulator = play({ ...connection, url: nobody.url, port: await freePort() });
  await simulator.start();
  return {
    async order() {
      const { externalId } = await simulator.sendOrder();
      const call = nobody.received.at(-1);
      if (!call) throw new Error(`${connection.platform} sent nothing`);
      const headers = Object.entries(call.headers).filter(([name]) => !hopHeaders.includes(name));
      return {
        method: call.method,
        path: call.path.slice(base.length),
        headers: Object.fromEntries(headers.map(([name, value]) => [name, value ?? ''])),
        body: call.body,
        externalId,
      };
    },
    async close() {
      await simulator.stop();
      await nobody.stop();
    },
  };
}

export async function deliverCall(
  url: string,
  call: Omit<CapturedCall, 'externalId'>,
): Promise<{ status: number; body: string }> {
  const { method, headers, body } = call;
  const response = await fetch(`${url}${call.path}`, { method, headers, body });
  return { status: response.status, body: await response.text() };
}

/** The text with one bit of its character at `index` changed, still printable. */
export function flipBit(text: string, index: number): string {
  const code = text.charCodeAt(index) ^ 1;
  return text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1);
}
