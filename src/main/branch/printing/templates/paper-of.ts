import type { Block, PaperDocument, PrinterProfile } from '../../../../printer/index.ts';
import type {
  TemplateContent,
  TemplateDocument,
  TemplateElement,
} from '../../../../shared/contract/template.ts';
import type { PaperFacts } from '../paper-facts.ts';
import { mentionsAllergy } from './allergy.ts';
import { builtInTemplates } from './built-in.ts';
import { isNarrowPaper, type CompileContext } from './compile-context.ts';
import { allHold } from './conditions.ts';
import { elementBlocks } from './elements.ts';
import { closingMarks, openingMarks } from './marks.ts';
import { directionOf } from './words.ts';

export interface PaperDeps {
  readonly profile: Pick<PrinterProfile, 'columns' | 'widthDots'>;
  readonly logo: CompileContext['logo'];
}

export interface CompiledPaper {
  readonly document: PaperDocument;
  /** For each block the element it comes from; null for what prints whatever the template says. */
  readonly elementIds: readonly (string | null)[];
}

/** What the template makes of the facts. The same template, facts and paper give the same document. */
export function paperOf(
  content: TemplateContent,
  facts: PaperFacts,
  { profile, logo }: PaperDeps,
): CompiledPaper {
  const { columns, widthDots } = profile;
  const context = { facts, columns, widthDots, isNarrow: isNarrowPaper(profile), logo };
  const parts = content.elements
    .filter((element) => allHold(element.when, context))
    .map((element) => ({ element, blocks: elementBlocks(element, context) }))
    .filter(({ blocks }) => blocks.length > 0);
  const missing = demanded(
    content.document,
    facts,
    new Set(parts.map(({ element }) => doing(element))),
  );
  const owned = [
    ...openingMarks(content.document, facts).map(outside),
    ...missing.before.flatMap((element) => elementBlocks(element, context)).map(outside),
    ...parts.flatMap(({ element, blocks }) => blocks.map((block) => ({ block, id: element.id }))),
    ...missing.after.flatMap((element) => elementBlocks(element, context)).map(outside),
    ...closingMarks(content.document, facts).map(outside),
  ];
  return {
    document: {
      direction: directionOf(facts.language),
      blocks: owned.map(({ block }) => block),
    },
    elementIds: owned.map(({ id }) => id),
  };
}

function outside(block: Block): { readonly block: Block; readonly id: null } {
  return { block, id: null };
}

/** What an element is there for, as far as somebody's safety hangs on it. */
function doing(element: TemplateElement): 'number' | 'note' | 'lines' | 'title' | 'other' {
  if (element.kind === 'lines') return 'lines';
  if (element.kind === 'report' && element.section === 'title') return 'title';
  if (element.kind !== 'field') return 'other';
  return (
    { number: 'number' as const, order_note: 'note' as const }[element.field as string] ?? 'other'
  );
}

/** A ticket that cooks cannot use is no ticket: number, lines and an allergy stand on it whatever the template leaves out. */
function demanded(
  document: TemplateContent['document'],
  { order, report }: PaperFacts,
  there: ReadonlySet<ReturnType<typeof doing>>,
): { readonly before: TemplateElement[]; readonly after: TemplateElement[] } {
  const wanted = (what: 'number' | 'note' | 'lines' | 'title', from: TemplateDocument) =>
    there.has(what)
      ? []
      : builtInTemplates[from].elements.filter((element) => doing(element) === what);
  // A Z without its number could be any of them.
  if (report?.shift) return { before: wanted('title', 'report'), after: [] };
  if (order === null || (document !== 'kitchen' && document !== 'void')) {
    return { before: [], after: [] };
  }
  const isDangerous = document === 'kitchen' && mentionsAllergy(order.order.note);
  return {
    before: [...wanted('number', document), ...(isDangerous ? wanted('note', 'kitchen') : [])],
    after: wanted('lines', document),
  };
}
