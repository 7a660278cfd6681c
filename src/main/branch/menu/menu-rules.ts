import type { Choice } from '../../../shared/contract/bill.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import {
  toOrderName,
  type Menu,
  type ModifierGroup,
  type ModifierOption,
} from '../../../shared/contract/menu.ts';
import type { Modifier } from '../../../shared/contract/order.ts';

/**
 * What is wrong with the menu's modifier groups, in words for the log; undefined when all is well. Groups that an
 * option asks for ask for nothing more, and an option's id means one option in the whole menu.
 */
export function faultOfGroups(groups: readonly ModifierGroup[]): string | undefined {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const seen = new Set<string>();
  for (const option of groups.flatMap((group) => group.options)) {
    if (seen.has(option.id)) return `option ${option.id} stands in two groups`;
    seen.add(option.id);
    for (const id of option.groupIds) {
      const asked = byId.get(id);
      if (!asked) return `option ${option.id} asks for a group ${id} that is not there`;
      const asksOn = asked.options.some((inner) => inner.groupIds.length > 0);
      if (asksOn) return `option ${option.id} leads to a group ${id} that leads further`;
    }
  }
  return undefined;
}

type Choices = Pick<Menu, 'groups' | 'outages'>;

/**
 * What was chosen for a product, with names and prices of the menu.
 *
 * @throws AppError `menu.choices` when a group has too few, too many or unknown ones; `menu.out` when one is out
 */
export function chosenModifiers(
  menu: Choices,
  groupIds: readonly string[],
  choices: readonly Choice[],
): Modifier[] {
  const groups = menu.groups.filter((group) => groupIds.includes(group.id));
  const options = new Map(groups.flatMap((group) => group.options).map((one) => [one.id, one]));
  for (const { optionId } of choices) {
    if (!options.has(optionId)) throw wrongChoice(`no option ${optionId} here`, optionId);
  }
  for (const group of groups) demandCount(group, choices);
  return choices.flatMap(({ optionId, quantity, choices: inner }) => {
    const option = options.get(optionId);
    if (!option) return [];
    demandThere(menu, option);
    return [
      {
        itemId: option.id,
        name: toOrderName(option.name),
        known: true,
        quantity,
        unitPriceMinor: option.priceMinor,
        modifiers: chosenModifiers(menu, option.groupIds, inner),
      },
    ];
  });
}

function demandCount({ id, min, max, options }: ModifierGroup, choices: readonly Choice[]): void {
  const mine = choices.filter((choice) => options.some((option) => option.id === choice.optionId));
  const count = mine.reduce((sum, choice) => sum + choice.quantity, 0);
  if (count >= min && count <= max) return;
  throw wrongChoice(`${count} of group ${id}, which takes ${min} to ${max}`, id);
}

function demandThere({ outages }: Choices, { id }: ModifierOption): void {
  if (!outages.some((outage) => outage.kind === 'option' && outage.id === id)) return;
  throw new AppError('menu.out', `option ${id} is out`, { details: { kind: 'option', id } });
}

function wrongChoice(message: string, id: string): AppError {
  return new AppError('menu.choices', message, { details: { id } });
}
