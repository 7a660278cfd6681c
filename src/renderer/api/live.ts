import { io } from 'socket.io-client';
import { LiveNotice, tillSocketPath } from '../../shared/contract/branch-api.ts';

/** The line on which the branch says that something changed. It carries no data: the till reads again. */
export interface Live {
  /** True while the line stands. */
  readonly connected: () => boolean;
  /** Calls back whenever `connected` changes; the returned function stops it. */
  readonly onConnection: (listener: () => void) => () => void;
  readonly onNotice: (listener: (notice: LiveNotice) => void) => () => void;
  /** Tells the branch which orders a person can now see. */
  readonly shown: (orderIds: string[]) => void;
}

/** The live line over socket.io: reconnects for ever, at most five seconds apart. */
export function createSocketLive(): Live & {
  readonly start: () => void;
  readonly stop: () => void;
} {
  const socket = io({ path: tillSocketPath, autoConnect: false, reconnectionDelayMax: 5_000 });
  const connectionListeners = new Set<() => void>();
  const noticeListeners = new Set<(notice: LiveNotice) => void>();
  const tellConnection = () => connectionListeners.forEach((listener) => listener());
  socket.on('connect', tellConnection);
  socket.on('disconnect', (reason) => {
    tellConnection();
    // The library does not come back by itself when the server closed the line.
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('changed', (body: unknown) => {
    const notice = LiveNotice.safeParse(body);
    if (notice.success) noticeListeners.forEach((listener) => listener(notice.data));
  });
  return {
    connected: () => socket.connected,
    onConnection: (listener) => added(connectionListeners, listener),
    onNotice: (listener) => added(noticeListeners, listener),
    shown: (orderIds) => socket.emit('orders.shown', { orderIds }),
    start: () => socket.connect(),
    stop: () => socket.disconnect(),
  };
}

function added<T>(set: Set<T>, item: T): () => void {
  set.add(item);
  return () => set.delete(item);
}
