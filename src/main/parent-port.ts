import { BranchOrder } from '../shared/contract/branch-process.ts';

/** Electron's end of the message port inside a utility process. */
export interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown;
}

/** The desktop program that started this process. */
export interface Parent {
  /** Told once, over the port: an environment would be readable for other programs and given on to children. */
  readonly secretKey: Promise<string>;
  onStop(listener: () => void): void;
}

/** @returns undefined where a person or a service manager started the process, and its environment says everything */
export function connectParent(port: ParentPort | undefined): Parent | undefined {
  if (!port) return undefined;
  const { promise: secretKey, resolve } = Promise.withResolvers<string>();
  let wasStopped = false;
  let stop = () => {
    wasStopped = true;
  };
  port.on('message', ({ data }) => {
    const order = BranchOrder.safeParse(data).data;
    if (order?.kind === 'start') resolve(order.secretKey);
    if (order?.kind === 'stop') stop();
  });
  return {
    secretKey,
    onStop(listener) {
      stop = listener;
      if (wasStopped) listener();
    },
  };
}
