import { createStreamParser } from '../escpos/parse.ts';
import type { Sheet } from '../paper/marks.ts';
import { createPaperModel } from '../paper/paper-model.ts';
import { paperSpec } from '../paper/preview.ts';
import type { PrinterProfile } from '../profiles/profile.ts';

/** The sheets a stream makes on a model; what is left uncut is the last. Fails on a command that is not complete. */
export function play(stream: Uint8Array, profile: PrinterProfile): Sheet[] {
  const sheets: Sheet[] = [];
  const model = createPaperModel(paperSpec(profile), { onCut: (sheet) => sheets.push(sheet) });
  const parser = createStreamParser();
  for (const token of parser.push(stream)) model.execute(token);
  if (parser.pending().length > 0) throw new Error('the stream ends inside a command');
  if (model.hasInk()) sheets.push(model.sheet());
  return sheets;
}

/** Bytes written as text and hex: `ESC @ "abc" 0A`. */
export function bytesOf(notation: string): Uint8Array {
  const names: Readonly<Record<string, number>> = {
    ESC: 0x1b,
    GS: 0x1d,
    FS: 0x1c,
    DLE: 0x10,
    LF: 0x0a,
  };
  const parts = notation.match(/"[^"]*"|\S+/g) ?? [];
  return Uint8Array.from(
    parts.flatMap((part) => {
      if (part.startsWith('"')) return Array.from(Buffer.from(part.slice(1, -1), 'latin1'));
      return [
        names[part] ??
          (/^[0-9A-F]{2}$/.test(part) ? Number.parseInt(part, 16) : part.charCodeAt(0)),
      ];
    }),
  );
}
