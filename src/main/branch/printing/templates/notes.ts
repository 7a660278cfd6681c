import type { Block, TextBlock } from '../../../../printer/index.ts';
import { mentionsAllergy } from './allergy.ts';
import { strip } from './marks.ts';

type Look = Partial<Pick<TextBlock, 'size' | 'bold' | 'inverted' | 'boxed' | 'align'>>;

/** As the kitchen must see it. */
const loud: Look = { boxed: true, inverted: true, bold: true, size: { wide: 1, high: 2 } };

/** What a customer wrote, verbatim. One that speaks of an allergy is loud whatever its look, under a strip that says so. */
export function noteBlocks(note: string, look: Look = loud): Block[] {
  if (note.trim() === '') return [];
  if (!mentionsAllergy(note)) return [{ kind: 'text', text: note, ...look }];
  return [
    { kind: 'feed', dots: 8 },
    ...strip('allergy', '', { wide: 2, high: 2 }),
    { kind: 'text', text: note, ...loud },
  ];
}
