import type {
  PrinterCheck,
  PrinterConnection,
  PrinterSettings,
  PrinterView,
  Station,
} from '../../../shared/contract/printing.ts';
import { mainDrawerId } from '../../../shared/contract/terminal-kind.ts';

/** The pages of the wizard in their order; each is an address, so that "back" of the browser goes one page back. */
export const steps = ['find', 'check', 'width', 'use', 'test'] as const;
export type Step = (typeof steps)[number];

/** What is known about a printer so far. Nothing of it is on the branch until the page of its use is left. */
export interface Draft {
  readonly connection: PrinterConnection | null;
  /** What it answered when it was looked at; null before that, or when it was not asked. */
  readonly check: PrinterCheck | null;
  /** Empty until a model is known or chosen. */
  readonly profile: string;
  /** Dots across as read from the ruler; null for what the model says. */
  readonly widthDots: number | null;
  readonly text: PrinterSettings['text'];
  readonly name: string;
  readonly drawer: PrinterSettings['drawer'];
  readonly buzzer: boolean;
  readonly backups: readonly string[];
  /** Null until the person has chosen; then what it prints. */
  readonly duties: Duties | null;
  /** Its id once it is added. */
  readonly printerId: string | null;
}

/** What a printer is to print. */
export interface Duties {
  /** Stations that print on it from now on. */
  readonly stationIds: readonly string[];
  /** Papers that no station prints yet. */
  readonly papers: readonly Station['prints'][];
  /** A kitchen station of its own, beside those that are there. */
  readonly ownStation: boolean;
}

/** What was found out about one printer and does not hold for another. */
export const nothingKnown = { check: null, profile: '', widthDots: null, text: 'own' } as const;

export const emptyDraft: Draft = {
  ...nothingKnown,
  connection: null,
  name: '',
  drawer: 'none',
  buzzer: false,
  backups: [],
  duties: null,
  printerId: null,
};

/** The furthest page that this draft may be on: a page needs what the ones before it found out. */
export function reachable(step: Step, draft: Draft): Step {
  if (!draft.connection) return 'find';
  if (step !== 'find' && step !== 'check' && draft.profile === '') return 'check';
  return step === 'test' && draft.printerId === null ? 'use' : step;
}

/** The first printer of a branch prints everything; one more prints only what it is given. */
export function usualDuties(
  printers: readonly PrinterView[],
  stations: readonly Station[],
  papers: readonly Station['prints'][],
): Duties {
  const isFirst = printers.length === 0;
  return {
    stationIds: isFirst ? stations.map(({ id }) => id) : [],
    papers: isFirst ? papersWithoutStation(stations, papers) : [],
    ownStation: false,
  };
}

export function papersWithoutStation(
  stations: readonly Station[],
  papers: readonly Station['prints'][],
): Station['prints'][] {
  return papers.filter((paper) => !stations.some(({ prints }) => prints === paper));
}

/** The settings as the branch takes them; null while something is missing. */
export function settingsOf(draft: Draft): PrinterSettings | null {
  const { connection, profile, widthDots, text, drawer, buzzer, backups } = draft;
  const name = draft.name.trim();
  if (!connection || profile === '' || name === '') return null;
  return {
    name,
    connection,
    profile,
    widthDots,
    text,
    drawer,
    drawerId: mainDrawerId,
    buzzer,
    backups: [...backups],
  };
}
