import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { Signals } from '../signals.ts';
import type { RulesService } from './rules-service.ts';

/**
 * Asks the rules about each order that comes, and after a start about those that still wait: the program may have
 * died between an order and its answer. An order that no rule took is a person's from then on.
 */
export function createRulesWatch(deps: {
  logger: Logger;
  signals: Signals;
  rules: RulesService;
}): Part {
  const { logger, signals, rules } = deps;
  /** Orders that hang on a printer which has not answered since the start. */
  const waiting = new Set<string>();
  let stopListening: () => void = () => undefined;
  const judge = (orderIds: Iterable<string>) => {
    for (const id of orderIds) {
      waiting.delete(id);
      try {
        if (!rules.judge(id)) waiting.add(id);
      } catch (error) {
        logger.error({ orderId: id, ...errorFields(error) }, 'rules could not be asked');
      }
    }
  };
  return {
    name: 'rules watch',
    async start() {
      stopListening = signals.subscribe(({ newOrderIds, printing }) => {
        judge(new Set([...newOrderIds, ...(printing ? waiting : [])]));
      });
      judge(rules.listUnanswered());
    },
    async stop() {
      stopListening();
      waiting.clear();
    },
  };
}
