import type { Block } from '../../../../printer/index.ts';
import { mentionsAllergy } from './allergy.ts';
import { strip } from './marks.ts';

/** What a customer wrote, verbatim. One that speaks of an allergy stands under a strip that says so. */
export function noteBlocks(note: string): Block[] {
  if (note.trim() === '') return [];
  const heading = mentionsAllergy(note) ? strip('allergy', '', { wide: 2, high: 2 }) : [];
  return [
    ...heading,
    {
      kind: 'text',
      text: note,
      boxed: true,
      inverted: true,
      bold: true,
      size: { wide: 1, high: 2 },
    },
  ];
}
