/** Branches with nothing to do, all in one process: told by `IDLE_RELAY_URL` and `IDLE_KEYS`. */
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { io, type Socket } from 'socket.io-client';
import {
  branchSocketPath,
  type BranchToRelayEvents,
  challengeText,
  protocolVersion,
  type RelayToBranchEvents,
} from '../../src/shared/contract/relay.ts';
import { type BranchKey, BranchKeys } from './branch-keys.ts';

/** As many as may log in at the same time. */
const atOnce = 50;

const { IDLE_RELAY_URL: relayUrl = '', IDLE_KEYS: keysFile = '' } = process.env;
const keys = BranchKeys.parse(JSON.parse(readFileSync(keysFile, 'utf8')));
for (let start = 0; start < keys.length; start += atOnce) {
  await Promise.all(keys.slice(start, start + atOnce).map(connect));
}
process.stdout.write(`ready ${JSON.stringify({ connected: keys.length })}\n`);

function connect({ deviceId, privateKey }: BranchKey): Promise<void> {
  const key = createPrivateKey(privateKey);
  const socket: Socket<RelayToBranchEvents, BranchToRelayEvents> = io(relayUrl, {
    path: branchSocketPath,
    transports: ['websocket'],
    forceNew: true,
  });
  socket.on('session.challenge', ({ nonce }, acknowledge) =>
    acknowledge({
      protocol: protocolVersion,
      deviceId,
      signature: sign(null, Buffer.from(challengeText(deviceId, nonce)), key).toString('base64'),
      appVersion: '0.0.0',
      branchEpoch: `epoch-${deviceId}`,
      upHead: 0,
      downEpoch: '',
      downCursor: 0,
    }),
  );
  const lost = (why: string) => {
    process.stderr.write(`an idle branch was lost: ${why}\n`);
    process.exit(1);
  };
  socket.on('session.refused', ({ code }) => lost(code));
  socket.on('connect_error', (error) => lost(error.message));
  socket.on('disconnect', lost);
  return new Promise((resolve) => {
    socket.on('session.ready', () => resolve());
  });
}
