import type { OrderStatus } from '../../../src/shared/contract/order-status.ts';
import { type Order, orderActions } from '../../../src/shared/contract/order.ts';
import type { RelayStore } from '../../database/database.ts';
import { recordOrders } from '../../orders/index.ts';

export const platform = 'testeats';

/** Companies with one branch and one connection each: `company-a`, `branch-a`, `conn-a`. */
export async function seedCompanies(store: RelayStore, ...letters: string[]): Promise<void> {
  const created = { created_at_ms: 0 };
  for (const letter of letters) {
    const company_id = `company-${letter}`;
    const branch_id = `branch-${letter}`;
    await store.transact(async (tx) => {
      await tx
        .insertInto('companies')
        .values({
          id: company_id,
          name: `Company ${letter}`,
          country: 'JO',
          currency: 'JOD',
          ...created,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await tx
        .insertInto('branches')
        .values({
          id: branch_id,
          company_id,
          name: `Branch ${letter}`,
          time_zone: 'Asia/Amman',
          ...created,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await tx
        .insertInto('connections')
        .values({
          id: `conn-${letter}`,
          company_id,
          platform,
          name: 'Main',
          environment: 'simulator',
          address_key: `address-${letter}`,
          credentials_sealed: new Uint8Array(),
          settings: '{}',
          disabled_at_ms: null,
          ...created,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }
}

export interface SeededOrder {
  readonly letter?: string;
  readonly status?: OrderStatus;
  readonly acceptByMs?: number | null;
  readonly actions?: Order['actions'];
  readonly receivedAtMs?: number;
}

export function anOrder(id: string, about: SeededOrder = {}): Order {
  return {
    id,
    platform,
    externalId: `ext-${id}`,
    displayNumber: '42',
    placedAtMs: 0,
    acceptByMs: about.acceptByMs ?? null,
    startAtMs: null,
    dueAtMs: null,
    isTest: false,
    fulfilment: { kind: 'delivery', by: 'platform' },
    customer: null,
    lines: [],
    note: '',
    cutleryNote: '',
    currency: 'JOD',
    charges: [],
    discounts: [],
    taxMinor: null,
    totalMinor: 4_250,
    totalVerbatim: '4.250',
    collectMinor: 0,
    riderPaysMinor: 0,
    paymentMethod: 'online',
    actions: [...(about.actions ?? orderActions)],
    delayMinutes: [],
    rejectReasons: ['too_busy'],
    warnings: [],
  };
}

/** Records an order of the letter's company as the ingress would. */
export async function seedOrder(
  store: RelayStore,
  id: string,
  about: SeededOrder = {},
): Promise<void> {
  const { letter = 'a', status = 'pending', receivedAtMs = 0 } = about;
  await store.transact((tx) =>
    recordOrders(tx, [
      {
        order: anOrder(id, about),
        companyId: `company-${letter}`,
        branchId: `branch-${letter}`,
        connectionId: `conn-${letter}`,
        storeId: 'S-1',
        standing: { status, atMs: 0, by: 'platform', reason: '' },
        platformData: { brand: 'B-7' },
        receivedAtMs,
        queuedAtMs: receivedAtMs,
      },
    ]),
  );
}
