import type { OrderDetail } from '../../../shared/contract/branch-api.ts';
import type { Hop } from '../../../shared/contract/order.ts';

export function inOrder(hops: readonly Hop[]): Hop[] {
  return hops.toSorted((a, b) => a.atMs - b.atMs);
}

/**
 * An order's life in plain text for support, in one language and one time zone for everybody: its ids, each hop with the
 * milliseconds since the one before, each step of its status, each answer of its platform.
 */
export function lifeText({ order, status, hops, history, answers }: OrderDetail): string {
  const at = (atMs: number) => new Date(atMs).toISOString();
  const hopLines = inOrder(hops).map(({ hop, atMs, detail }, index, all) => {
    const before = all[index - 1];
    return `${at(atMs)} ${before ? `+${atMs - before.atMs} ms` : ''} ${hop} ${detail}`;
  });
  const steps = history.map(({ status: to, atMs, by, reason, taken }) =>
    [at(atMs), to, `by ${by}`, reason, taken ? '' : 'not taken'].join(' '),
  );
  const told = answers.map(({ action, state, detail, atMs }) =>
    [at(atMs), action, state, detail].join(' '),
  );
  return [
    `${order.platform} ${order.displayNumber} ${status}`,
    `order ${order.id} external ${order.externalId}`,
    'hops',
    ...hopLines,
    'status',
    ...steps,
    'answers',
    ...told,
  ]
    .map((line) => line.replaceAll(/ +/g, ' ').trim())
    .join('\n');
}
