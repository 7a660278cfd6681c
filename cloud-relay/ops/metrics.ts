import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Seconds; the first bucket is the budget of a durable reply. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * What the relay counts, with the names that dashboards and alert rules rely on. No label ever names a
 * company, a branch, a connection or an order: whoever may scrape sees totals only.
 */
export function createMetrics(options: { ofProcess: boolean }) {
  const registry = new Registry();
  if (options.ofProcess) collectDefaultMetrics({ register: registry });
  const beforeScrape: (() => void | Promise<void>)[] = [];
  return {
    ...webhookInstruments([registry]),
    ...branchInstruments([registry]),
    ...outboundInstruments([registry]),
    /** Runs `work` before every scrape, for gauges that are read rather than kept. */
    beforeScrape(work: () => void | Promise<void>): void {
      beforeScrape.push(work);
    },
    /** The text Prometheus reads. */
    async text(): Promise<string> {
      for (const work of beforeScrape) await work();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

export type RelayMetrics = ReturnType<typeof createMetrics>;

const webhookInstruments = (registers: Registry[]) => ({
  webhooksReceived: new Counter({
    name: 'webhooks_received_total',
    help: 'Webhook calls that reached a known connection',
    labelNames: ['provider'],
    registers,
  }),
  webhooksProcessed: new Counter({
    name: 'webhooks_processed_total',
    help: 'Webhook calls by what became of them',
    labelNames: ['provider', 'status'],
    registers,
  }),
  webhookDuration: new Histogram({
    name: 'webhook_processing_duration_seconds',
    help: 'From the received call to the durable reply',
    labelNames: ['provider'],
    buckets,
    registers,
  }),
});

const branchInstruments = (registers: Registry[]) => ({
  branchesConnected: new Gauge({
    name: 'branches_connected',
    help: 'Branch servers connected now',
    registers,
  }),
  oldestUndeliveredAge: new Gauge({
    name: 'oldest_undelivered_age_seconds',
    help: 'Age of the oldest event no branch has acknowledged, paused and dark branches included',
    registers,
  }),
});

const outboundInstruments = (registers: Registry[]) => ({
  outboundQueueSize: new Gauge({
    name: 'outbound_queue_size',
    help: 'Calls to platforms that wait or are being tried again',
    registers,
  }),
  breakersOpen: new Gauge({
    name: 'outbound_breakers_open',
    help: 'Circuit breakers that hold calls back now',
    labelNames: ['provider', 'operation'],
    registers,
  }),
  outboundCalls: new Counter({
    name: 'outbound_calls_total',
    help: 'Calls to platforms by result',
    labelNames: ['provider', 'operation', 'result'],
    registers,
  }),
  outboundDuration: new Histogram({
    name: 'outbound_call_duration_seconds',
    help: 'From the call to the platform to its answer',
    labelNames: ['provider', 'operation'],
    buckets,
    registers,
  }),
});
