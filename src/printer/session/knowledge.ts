import type { Known, PrinterProfile } from '../profiles/profile.ts';

/** What this very unit was seen to answer. Worth storing: given back, it lets silence be judged rightly. */
export interface PrinterKnowledge {
  /** Real-time status (DLE EOT). */
  readonly status: Known;
  /** Paper status in the order of the data (GS r). */
  readonly ordered: Known;
  /** Fences with a token (GS ( H function 48). */
  readonly fence: Known;
  /** Level of the drawer's pin when it stands open, once one was seen to open. */
  readonly drawerOpenLevel?: 'high' | 'low';
}

/**
 * What to start from with a unit never met. A maker's "yes" is not believed, since network adapters swallow answers and
 * clones borrow names; its "no" saves the asking.
 */
export function knowledgeOf({ answersStatus, answersFence }: PrinterProfile): PrinterKnowledge {
  const unlessNo = (known: Known): Known => (known === 'no' ? 'no' : 'unknown');
  return { status: unlessNo(answersStatus), ordered: 'unknown', fence: unlessNo(answersFence) };
}

/** A unit that was silent and now speaks was switched off or badly wired: nothing it did not answer counts. */
export function learned(
  before: PrinterKnowledge,
  news: Partial<PrinterKnowledge>,
): PrinterKnowledge {
  const woke = before.status === 'no' && news.status === 'yes';
  return { ...before, ...(woke && { ordered: 'unknown', fence: 'unknown' }), ...news };
}

/** True when the unit can prove that a job was printed, false when it cannot, undefined when it must be tried. */
export function canProve({ fence, ordered }: PrinterKnowledge): boolean | undefined {
  if (fence === 'yes' || ordered === 'yes') return true;
  return fence === 'no' && ordered === 'no' ? false : undefined;
}
