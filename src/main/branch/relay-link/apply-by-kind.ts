import type {
  AvailabilityWished,
  OrderNews,
  PrintRequest,
  TemplateSaved,
} from '../../../shared/contract/relay.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Tx } from '../database/index.ts';
import type { ApplyDown } from './down-log.ts';

/** Who takes which kind of the relay's news, each in the transaction that moves the cursor. */
export interface DownReceivers {
  order(tx: Tx, news: OrderNews, relayAtMs: EpochMs): void;
  printRequest(tx: Tx, request: PrintRequest): void;
  template(tx: Tx, saved: TemplateSaved): void;
  availability(tx: Tx, wish: AvailabilityWished): void;
}

export function applyByKind(receivers: DownReceivers): ApplyDown {
  return (tx, body, relayAtMs) => {
    switch (body.kind) {
      case 'print.requested':
        receivers.printRequest(tx, body.request);
        break;
      case 'template.saved':
        receivers.template(tx, body);
        break;
      case 'availability.wished':
        receivers.availability(tx, body);
        break;
      case 'order.placed':
      case 'order.platform_status':
      case 'order.courier':
      case 'order.platform_answer':
        receivers.order(tx, body, relayAtMs);
        break;
    }
  };
}
