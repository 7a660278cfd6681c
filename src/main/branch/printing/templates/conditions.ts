import type { TemplateCondition } from '../../../../shared/contract/template.ts';
import { missingCase } from '../../../../shared/kit/missing-case.ts';
import type { CompileContext } from './compile-context.ts';
import { fieldRows } from './fields.ts';

/** True when every condition holds. One about an order never holds on a paper without an order. */
export function allHold(
  conditions: readonly TemplateCondition[],
  context: CompileContext,
): boolean {
  return conditions.every((condition) => holds(condition, context));
}

function holds(condition: TemplateCondition, { facts, isNarrow }: CompileContext): boolean {
  const order = facts.order?.order;
  switch (condition.on) {
    case 'field':
      return fieldRows(condition.field, facts).length > 0 === condition.present;
    case 'platform':
      return order !== undefined && condition.platforms.includes(order.platform);
    case 'fulfilment':
      return order !== undefined && condition.kinds.includes(order.fulfilment.kind);
    case 'paper':
      return (condition.paper === 'narrow') === isNarrow;
    default:
      return missingCase(condition);
  }
}
