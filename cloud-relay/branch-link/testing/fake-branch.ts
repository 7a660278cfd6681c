import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import {
  type BatchReply,
  branchSocketPath,
  type BranchToRelayEvents,
  type ChallengeReply,
  challengeText,
  type DownBatch,
  type DownEvent,
  protocolVersion,
  type RelayToBranchEvents,
  type SessionReady,
} from '../../../src/shared/contract/relay.ts';
import { eventually } from '../../outbound/testing/eventually.ts';

export interface BranchKey {
  readonly deviceId: string;
  /** Base64 of the raw key, as enrolment stores it. */
  readonly publicKey: string;
  sign(text: string): string;
}

export function makeKey(deviceId: string): BranchKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { deviceId, publicKey: raw.toString('base64'), sign: (text) => signed(privateKey, text) };
}

function signed(key: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), key).toString('base64');
}

/** Answers a batch; `silence` never answers. */
export type Taking = (batch: DownBatch) => BatchReply | 'silence' | Promise<BatchReply | 'silence'>;

export interface FakeBranchOptions {
  readonly url: string;
  readonly key: BranchKey;
  /** What it remembers of the logs. */
  readonly memory?: Partial<
    Pick<ChallengeReply, 'branchEpoch' | 'upHead' | 'downEpoch' | 'downCursor'>
  >;
  readonly headers?: Readonly<Record<string, string>>;
  /** Replaces parts of the answer to the challenge. */
  readonly answer?: (nonce: string) => object | 'silence';
}

export type FakeBranch = ReturnType<typeof connectBranch>;

/** A branch server's side of the contract over a real socket, remembering what it was given. */
export function connectBranch(options: FakeBranchOptions) {
  const { url, key, memory = {}, headers = {}, answer } = options;
  const socket: Socket<RelayToBranchEvents, BranchToRelayEvents> = io(url, {
    path: branchSocketPath,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  const received: DownEvent[] = [];
  const batches: DownBatch[] = [];
  const nonces: string[] = [];
  const told = {
    ready: undefined as SessionReady | undefined,
    refused: undefined as string | undefined,
    ended: false,
  };
  const state = { epoch: memory.downEpoch ?? '', cursor: memory.downCursor ?? 0 };

  const takeAll: Taking = ({ epoch, events }) => ({ epoch, cursor: events.at(-1)?.seq ?? 0 });
  let taking = takeAll;

  socket.on('session.challenge', ({ nonce }, acknowledge) => {
    nonces.push(nonce);
    const extra = answer?.(nonce);
    if (extra === 'silence') return;
    acknowledge({
      protocol: protocolVersion,
      deviceId: key.deviceId,
      signature: key.sign(challengeText(key.deviceId, nonce)),
      appVersion: '1.2.3',
      branchEpoch: memory.branchEpoch ?? 'epoch-up',
      upHead: memory.upHead ?? 0,
      downEpoch: state.epoch,
      downCursor: state.cursor,
      ...extra,
    });
  });
  socket.on('session.ready', (ready) => {
    told.ready = ready;
    if (ready.downEpoch !== state.epoch)
      Object.assign(state, { epoch: ready.downEpoch, cursor: 0 });
  });
  socket.on('session.refused', ({ code }) => {
    told.refused = code;
  });
  socket.on('disconnect', () => {
    told.ended = true;
  });
  socket.on('down.batch', async (batch, acknowledge) => {
    batches.push(batch);
    const reply = await taking(batch);
    if (reply === 'silence') return;
    received.push(...batch.events.filter(({ seq }) => seq > state.cursor && seq <= reply.cursor));
    state.cursor = Math.max(state.cursor, reply.cursor);
    acknowledge(reply);
  });

  return {
    socket,
    told,
    nonces,
    /** Every batch, as it came. */
    batches,
    /** Events it took, in their order. */
    received,
    state,
    take(next: Taking) {
      taking = next;
    },
    takeAll() {
      taking = takeAll;
    },
    ready: () =>
      eventually(() => {
        if (!told.ready) throw new Error(`not ready, ${told.refused ?? 'no answer'}`);
        return told.ready;
      }),
    ended: () =>
      eventually(() => {
        if (!told.ended) throw new Error('still connected');
      }),
    sendUp: (epoch: string, events: readonly unknown[]): Promise<BatchReply> =>
      socket.timeout(5_000).emitWithAck('up.batch', { epoch, events: events as never }),
    close: () => socket.disconnect(),
  };
}
