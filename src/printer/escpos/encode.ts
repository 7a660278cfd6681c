import { createBitmap, drawBitmap, type Bitmap } from '../bitmap.ts';
import type { CodeRow, Row, TextRow, TextSegment } from '../layout/row.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { missingCase } from '../../shared/kit/missing-case.ts';
import { rasterBands } from './bands.ts';
import { toCodePage } from './code-pages.ts';
import * as command from './commands.ts';
import { nativeCode } from './native-codes.ts';

/** Rows as the bytes of one model, from a clean start; the last line is always fed, so none stays in the printer. */
export function encodeRows(rows: readonly Row[], profile: PrinterProfile): Uint8Array {
  const { tuning, densityPercent } = profile;
  const out: Uint8Array[] = [command.initialise, command.selectAscii];
  if (tuning === 'gs-k' && densityPercent !== undefined) out.push(command.density(densityPercent));
  const text = createTextEncoder(profile);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (!row) continue;
    if (row.kind === 'dots') {
      const pictures = followingDots(rows, at);
      out.push(...rasterBands(stack(pictures)));
      at += pictures.length - 1;
    } else {
      out.push(...(row.kind === 'text' ? text.line(row) : encodeAction(row, profile)));
    }
  }
  return concat(out);
}

function encodeAction(
  row: Exclude<Row, { kind: 'dots' | 'text' }>,
  profile: PrinterProfile,
): Uint8Array[] {
  switch (row.kind) {
    case 'code':
      return codeCommands(row);
    case 'cut':
      return cutCommands(row.how, profile);
    case 'drawer':
      return [command.drawerPulse(row.pin, profile.drawer.onMs, profile.drawer.offMs)];
    case 'buzzer':
      if (profile.buzzer === 'none') return [];
      return [
        profile.buzzer === 'epson' ? command.beepEpson(row.times) : command.beepClone(row.times),
      ];
    default:
      return missingCase(row);
  }
}

function codeCommands({ code, align }: CodeRow): Uint8Array[] {
  const quiet = rasterBands(createBitmap(8, code.quietDots));
  return [
    ...quiet,
    command.alignment(align),
    ...nativeCode(code.symbol),
    command.alignment('left'),
    ...quiet,
  ];
}

function cutCommands(how: 'full' | 'partial', profile: PrinterProfile): Uint8Array[] {
  if (profile.blade === 'none') return rasterBands(createBitmap(8, profile.headToCutDots));
  return [command.feedAndCut(profile.blade === 'partial' ? 'partial' : how)];
}

function followingDots(rows: readonly Row[], from: number): Bitmap[] {
  const pictures: Bitmap[] = [];
  for (let at = from; at < rows.length; at += 1) {
    const row = rows[at];
    if (row?.kind !== 'dots') break;
    pictures.push(row.bitmap);
  }
  return pictures;
}

/** Pictures below each other as one, so that bands need not end where rows do. */
function stack(pictures: readonly Bitmap[]): Bitmap {
  const [first] = pictures;
  if (first && pictures.length === 1) return first;
  const widthDots = Math.max(...pictures.map((picture) => picture.widthDots));
  const whole = createBitmap(
    widthDots,
    pictures.reduce((sum, picture) => sum + picture.heightDots, 0),
  );
  let y = 0;
  for (const picture of pictures) {
    drawBitmap(whole, picture, 0, y);
    y += picture.heightDots;
  }
  return whole;
}

type Style = Omit<TextSegment, 'text'>;
const plain: Style = { wide: 1, high: 1, bold: false, underline: false, inverted: false };

const space = Uint8Array.of(0x20);

/** Sends a mode only when it changes. */
function createTextEncoder(profile: PrinterProfile) {
  let style = plain;
  let page: number | undefined;
  const change = (next: Style): Uint8Array[] => {
    const out: Uint8Array[] = [];
    if (next.wide !== style.wide || next.high !== style.high) {
      out.push(command.characterSize(next.wide, next.high));
    }
    if (next.bold !== style.bold) out.push(command.bold(next.bold));
    if (next.underline !== style.underline) out.push(command.underline(next.underline));
    if (next.inverted !== style.inverted) out.push(command.inverted(next.inverted));
    style = next;
    return out;
  };
  return {
    line(row: TextRow): Uint8Array[] {
      const out: Uint8Array[] = [];
      const wanted = row.page && profile.codePages[row.page];
      if (wanted !== undefined && wanted !== page) {
        page = wanted;
        out.push(command.selectCodePage(wanted));
      }
      for (const segment of row.segments) {
        const bytes = toCodePage(segment.text, row.page ?? 'cp437');
        if (!bytes) throw new Error(`"${segment.text}" was laid out for a page that lacks it`);
        out.push(...change(segment), bytes);
      }
      // some models swallow a lone LF behind a picture, so an empty line holds a space
      if (row.segments.length === 0) out.push(space);
      out.push(command.lineFeed, ...change(plain));
      return out;
    },
  };
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
