import { printerProfiles } from '../profiles/index.ts';
import type { PrinterProfile } from '../profiles/profile.ts';

/** Somebody's word for what a printer is. */
export interface ModelClaim {
  readonly by: 'printer' | 'usb' | 'mdns' | 'spooler';
  readonly maker?: string;
  readonly model: string;
  /** Of the USB plug, which clones seldom borrow. */
  readonly vendorId?: number;
}

export interface ModelGuess {
  /** A key of `printerProfiles`. */
  readonly profileId: string;
  /** `likely`: a name nobody borrows, or two that agree; `guess`: one name that clones borrow; `unknown`: nobody said. */
  readonly certainty: 'likely' | 'guess' | 'unknown';
  readonly because: string;
}

/**
 * Models whose names units of other makers give to be accepted by old programs.
 *
 * @source field reports of units by Rongta and others that answer GS I with TM-T88V; their family is treated alike
 */
const borrowedNames: ReadonlySet<string> = new Set([
  'epson-tm-t88ii',
  'epson-tm-t88iii',
  'epson-tm-t88iv',
  'epson-tm-t88v',
  'epson-tm-t20ii',
]);

/** The best matching model. The width and the letters still want the printed ruler and a look at the test page. */
export function guessModel(claims: readonly ModelClaim[]): ModelGuess {
  const matches = claims.flatMap((claim) => {
    const profile = matchModel(claim);
    return profile ? [{ claim, profile }] : [];
  });
  const [first] = matches;
  if (!first) return unknownModel(claims);
  const { profile, claim } = first;
  const agreeing = matches.filter((match) => match.profile === profile);
  const others = matches.filter((match) => match.profile !== profile);
  const because = agreeing.map((match) => wordsOf(match.claim)).join(' and ');
  const independent = new Set(agreeing.map((match) => match.claim.by)).size > 1;
  if (others.length > 0) {
    const but = others.map((match) => wordsOf(match.claim)).join(' and ');
    return { profileId: profile.id, certainty: 'guess', because: `${because}, but ${but}` };
  }
  if (!independent && mayBeBorrowed(claim, profile)) {
    return {
      profileId: profile.id,
      certainty: 'guess',
      because: `${because}, as units of other makers do too`,
    };
  }
  return { profileId: profile.id, certainty: 'likely', because };
}

/** @source USB vendor ids: 04B8h Seiko Epson */
const epsonVendorId = 0x04b8;

function mayBeBorrowed({ by, vendorId }: ModelClaim, { id, vendor }: PrinterProfile): boolean {
  if (by === 'usb') return vendor === 'Epson' && vendorId !== epsonVendorId;
  return by === 'printer' && borrowedNames.has(id);
}

/** "POS-58", "XP-58IIH", "ZJ5890": makers put the paper's width into the name. */
const narrowPaper = /(?<!\d)58(?!\d)|(?<!\d)58(05|70|90)(?!\d)/;

function unknownModel(claims: readonly ModelClaim[]): ModelGuess {
  const because =
    claims.length === 0
      ? 'nothing is said about the model'
      : `no known model: ${claims.map(wordsOf).join(' and ')}`;
  const isNarrow = claims.some(({ model }) => narrowPaper.test(model));
  const { id } = printerProfiles[isNarrow ? 'generic-58mm' : 'generic-80mm'];
  return { profileId: id, certainty: 'unknown', because };
}

const speakers = {
  printer: 'the printer answers GS I with',
  usb: 'its USB plug says',
  mdns: 'it announces itself in the network as',
  spooler: "the system's print queue says",
} as const;

function wordsOf({ by, maker, model }: ModelClaim): string {
  const isNamed = maker && !bare(model).startsWith(bare(maker));
  return `${speakers[by]} "${isNamed ? `${maker} ${model}` : model}"`;
}

/** The longest model name that stands in the claim as whole words: TM-T88VI is no TM-T88V. */
function matchModel({ maker = '', model }: ModelClaim): PrinterProfile | undefined {
  const said = ` ${words(`${maker} ${model}`)} `;
  const says = (name: string) => said.includes(` ${words(name)} `);
  const chars = ({ name }: PrinterProfile) => (says(name) ? name : shortName(name)).length;
  const isVariant = ({ name }: PrinterProfile) => Number(name !== shortName(name));
  const [best] = Object.values(printerProfiles)
    .filter((profile) => profile.vendor !== 'Generic' && says(shortName(profile.name)))
    .filter((profile) => isPlausible(profile, said))
    .toSorted(
      (a, b) => chars(b) - chars(a) || isVariant(a) - isVariant(b) || b.widthDots - a.widthDots,
    );
  return best;
}

/** A name as short as "V2" or "T-1" means something only beside its maker's. */
function isPlausible({ vendor, name }: PrinterProfile, said: string): boolean {
  return bare(name).length >= 5 || said.includes(` ${words(vendor)} `);
}

/** Without the variant: "RP-F10, 58 mm" is an RP-F10. */
function shortName(name: string): string {
  return name.split(/,| (?=Chinese|South Asia|Traditional)/)[0] ?? name;
}

function words(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
