import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import {
  BatchReply,
  branchSocketPath,
  challengeText,
  ChallengeReply,
  enrolPath,
  EnrolRequest,
  protocolVersion,
  UpBatch,
  type BranchReport,
  type BranchToRelayEvents,
  type DownBody,
  type RelayToBranchEvents,
  type SessionReady,
  type UpEvent,
} from '../../../shared/contract/relay.ts';
import type { Clock } from '../../../shared/kit/clock.ts';

type BranchSocket = Socket<BranchToRelayEvents, RelayToBranchEvents>;

interface DownRow {
  readonly seq: number;
  readonly id: string;
  readonly atMs: number;
  readonly body: unknown;
}

/** A relay with one branch: the contract's handshake, both logs with cursors and epochs, in memory. */
export class FakeRelay {
  readonly code = 'PAIR-0001';
  readonly reports: BranchReport[] = [];
  /** Everything the branch has said, once per event id, in order. */
  readonly heard: UpEvent[] = [];
  readonly handshakes: ChallengeReply[] = [];
  branchId = 'branch-1';
  downEpoch = 'down-1';
  /** Made true by a test to play a relay that knows more than the branch's file. */
  upMustRestart = false;
  refuse: 'revoked' | undefined;
  batchSize = 200;
  clockLeadMs = 0;
  /** Batches that are received and lost before the reply. */
  loseUpReplies = 0;
  readonly #clock: Clock;
  readonly #http = createServer((request, response) => void this.#enrol(request, response));
  readonly #io = new Server<BranchToRelayEvents, RelayToBranchEvents>(this.#http, {
    path: branchSocketPath,
    serveClient: false,
  });
  #down: DownRow[] = [];
  #upCursors = new Map<string, number>();
  #publicKey = '';
  #codeUsed = false;
  #socket: BranchSocket | undefined;
  #acknowledged = 0;
  #sending = false;
  #events = 0;
  #port = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    // A branch that is gone before it has answered comes back by itself.
    this.#io.on('connection', (socket) => void this.#greet(socket).catch(() => undefined));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Cursor that the branch acknowledged last. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.#io.close();
  }

  /** Cuts the line; the branch comes back by itself. */
  cut(): void {
    this.#socket?.conn.close();
    this.#socket = undefined;
  }

  /** Appends to the branch's log and carries it over when connected. */
  say(body: DownBody, id = `ev-${++this.#events}`): void {
    this.sayRaw(body, id);
  }

  /** As `say`, for a body that breaks the contract. */
  sayRaw(body: unknown, id = `ev-${++this.#events}`): void {
    this.#down.push({ seq: this.#down.length + 1, id, atMs: this.#clock.now(), body });
    void this.#carry();
  }

  /** A restored database: another epoch, the same events again with their old ids. */
  beginDownEpoch(epoch: string): void {
    this.downEpoch = epoch;
  }

  /** Forgets what it applied, as an old copy of the relay's database would. */
  forgetUp(epoch: string, cursor: number): void {
    this.#upCursors.set(epoch, cursor);
  }

  /** Lets the code be used once more. */
  openCode(): void {
    this.#codeUsed = false;
  }

  upCursor(epoch: string): number {
    return this.#upCursors.get(epoch) ?? 0;
  }

  async #greet(socket: BranchSocket): Promise<void> {
    const nonce = randomBytes(16).toString('hex');
    const raw: unknown = await socket
      .timeout(2_000)
      .emitWithAck('session.challenge', { nonce, protocol: protocolVersion });
    const reply = ChallengeReply.parse(raw);
    this.handshakes.push(reply);
    if (this.refuse) {
      socket.emit('session.refused', { code: this.refuse });
      return;
    }
    if (!this.#isGenuine(reply, nonce)) {
      socket.emit('session.refused', { code: 'bad_signature' });
      return;
    }
    socket.on('up.batch', (batch, acknowledge) => this.#hear(batch, acknowledge));
    socket.on('branch.report', (report) => void this.reports.push(report));
    socket.on('disconnect', () => {
      if (this.#socket === socket) this.#socket = undefined;
    });
    this.#socket = socket;
    this.#sending = false;
    this.#acknowledged = reply.downEpoch === this.downEpoch ? reply.downCursor : 0;
    socket.emit('session.ready', this.#ready(reply.branchEpoch));
    void this.#carry();
  }

  #ready(branchEpoch: string): SessionReady {
    const upMustRestart = this.upMustRestart;
    this.upMustRestart = false;
    return {
      downEpoch: this.downEpoch,
      upCursor: this.upCursor(branchEpoch),
      upMustRestart,
      serverTimeMs: this.#clock.now() + this.clockLeadMs,
      branchName: 'Abdoun',
      companyName: 'Shawarma House',
    };
  }

  async #carry(): Promise<void> {
    const socket = this.#socket;
    if (!socket || this.#sending) return;
    this.#sending = true;
    try {
      for (;;) {
        const from = this.#acknowledged;
        const events = this.#down.slice(from, from + this.batchSize);
        if (events.length === 0 || socket !== this.#socket) return;
        const batch = { epoch: this.downEpoch, events };
        const raw: unknown = await socket
          .timeout(5_000)
          .emitWithAck('down.batch', batch as Parameters<RelayToBranchEvents['down.batch']>[0]);
        const reply = BatchReply.parse(raw);
        if (reply.epoch === this.downEpoch) this.#acknowledged = reply.cursor;
        if (reply.cursor === from) return;
      }
    } catch {
      // The line was cut: the next session goes on from the branch's cursor.
    } finally {
      if (socket === this.#socket) this.#sending = false;
    }
  }

  #hear(raw: unknown, acknowledge: (reply: BatchReply) => void): void {
    const { epoch, events } = UpBatch.parse(raw);
    let cursor = this.upCursor(epoch);
    for (const event of events) {
      if (event.seq <= cursor) continue;
      if (event.seq > cursor + 1) break;
      cursor = event.seq;
      if (!this.heard.some((known) => known.id === event.id)) this.heard.push(event);
    }
    this.#upCursors.set(epoch, cursor);
    if (this.loseUpReplies > 0) {
      this.loseUpReplies -= 1;
      this.cut();
      return;
    }
    acknowledge({ epoch, cursor });
  }

  #isGenuine(reply: ChallengeReply, nonce: string): boolean {
    const x = Buffer.from(this.#publicKey, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const text = Buffer.from(challengeText(reply.deviceId, nonce));
    return verify(null, text, key, Buffer.from(reply.signature, 'base64'));
  }

  async #enrol(
    request: import('node:http').IncomingMessage,
    response: import('node:http').ServerResponse,
  ): Promise<void> {
    if (request.url !== enrolPath) return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = EnrolRequest.parse(JSON.parse(Buffer.concat(chunks).toString()));
    const known =
      body.code === this.code && (!this.#codeUsed || body.publicKey === this.#publicKey);
    const timestamp = new Date(this.#clock.now()).toISOString();
    response.writeHead(known ? 201 : 403, { 'content-type': 'application/json' });
    if (!known) {
      const error = { code: 'PAIRING_BAD_CODE', message: 'no such code' };
      response.end(JSON.stringify({ success: false, error, timestamp }));
      return;
    }
    this.#codeUsed = true;
    this.#publicKey = body.publicKey;
    const data = {
      deviceId: 'device-1',
      branchId: this.branchId,
      branchName: 'Abdoun',
      companyName: 'Shawarma House',
      currency: 'JOD',
      timeZone: 'Asia/Amman',
    };
    response.end(JSON.stringify({ success: true, data, timestamp }));
  }
}
