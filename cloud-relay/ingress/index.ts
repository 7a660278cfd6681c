import type { FastifyInstance } from 'fastify';
import { compose, type Part } from '../../src/shared/kit/lifecycle.ts';
import { isTaken } from '../tenancy/connections.ts';
import { createInbox, type InboxLimits } from './inbox.ts';
import { createCallProcessor, type CallProcessor, type ProcessorDeps } from './process-calls.ts';
import { createReceiver, type ReceiverDeps } from './receive-call.ts';
import { webhookRoutes } from './webhook-routes.ts';

export type { CallState } from './calls-repo.ts';
export type { CallProcessor } from './process-calls.ts';
export type { ReplayCount } from './replay.ts';

export interface IngressDeps extends ProcessorDeps, Pick<ReceiverDeps, 'metrics'> {
  readonly metrics: ReceiverDeps['metrics'];
  readonly inboxLimits?: Partial<InboxLimits>;
}

export interface Ingress {
  /** Start it after the connections are loaded; stop it after the HTTP server, before the store closes. */
  readonly part: Part;
  /** Fastify plugin with the platforms' addresses; register it in a scope of its own. */
  readonly routes: (app: FastifyInstance) => Promise<void>;
  readonly processor: CallProcessor;
}

/** The platforms' door: stores every call before it answers, and turns it into orders afterwards. */
export function createIngress(deps: IngressDeps): Ingress {
  const { store, clock, logger, connections, inboxLimits = {} } = deps;
  const inbox = createInbox({ store, logger, limits: inboxLimits });
  const processor = createCallProcessor(deps);
  connections.onChange((connectionId) => processor.connectionChanged(connectionId));
  return {
    part: compose('ingress', [processor, inbox]),
    routes: webhookRoutes({
      receive: createReceiver({ ...deps, inbox, processor }),
      isTaken: (platform, addressKey) => isTaken(connections, platform, addressKey),
      clock,
      logger,
    }),
    processor,
  };
}
