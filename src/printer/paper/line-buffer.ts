import type { Bitmap } from '../bitmap.ts';
import { fromCodePage } from '../escpos/code-pages.ts';
import { cellOf, markHeight, type Mark, type TextLook } from './marks.ts';
import type { LineBuffer, Machine } from './types.ts';

/** A mark waiting for its line, placed from the left end of the line; its y is not known yet. */
interface Waiting {
  readonly mark: Mark;
  readonly widthDots: number;
}

export function createLineBuffer(machineOf: () => Machine): LineBuffer {
  return new Line(machineOf);
}

class Line implements LineBuffer {
  readonly #machineOf: () => Machine;
  #waiting: Waiting[] = [];
  #x = 0;

  constructor(machineOf: () => Machine) {
    this.#machineOf = machineOf;
  }

  addText(bytes: Uint8Array): void {
    const { codePage } = this.#machineOf().modes;
    for (const byte of bytes) this.#addChar(fromCodePage(byte, codePage));
  }

  addDots(bitmap: Bitmap, timesWide: number, timesHigh: number): void {
    const mark: Mark = { kind: 'dots', x: this.#x, y: 0, bitmap, timesWide, timesHigh };
    this.#add({ mark, widthDots: bitmap.widthDots * timesWide });
  }

  moveTo(x: number): void {
    if (x >= 0 && x <= this.#areaDots()) this.#x = x;
  }

  moveBy(dots: number): void {
    this.moveTo(this.#x + dots);
  }

  tab(): void {
    const { modes } = this.#machineOf();
    const cell = cellOf({ ...lookOf(modes), wide: 1 }).wideDots + modes.spacingDots;
    const next = modes.tabs.find((column) => column * cell > this.#x);
    if (next !== undefined) this.#x = Math.min(next * cell, this.#areaDots());
  }

  isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  finish(feedDots: number): void {
    const machine = this.#machineOf();
    const height = Math.max(0, ...this.#waiting.map(({ mark }) => markHeight(mark)));
    const end = Math.max(0, ...this.#waiting.map(({ mark, widthDots }) => mark.x + widthDots));
    const left = this.alignedX(end);
    for (const { mark } of this.#waiting) {
      // everything on a line stands on its lower edge
      const y = machine.y + height - markHeight(mark);
      machine.marks.push({ ...mark, x: mark.x + left, y });
    }
    this.clear();
    machine.feed(Math.max(height, feedDots));
  }

  clear(): void {
    this.#waiting = [];
    this.#x = 0;
  }

  alignedX(widthDots: number): number {
    const { modes } = this.#machineOf();
    const free = Math.max(0, this.#areaDots() - widthDots);
    return modes.marginDots + { left: 0, center: free >> 1, right: free }[modes.align];
  }

  #areaDots(): number {
    const { modes, spec } = this.#machineOf();
    const rest = spec.widthDots - modes.marginDots;
    return Math.min(modes.areaDots ?? rest, rest);
  }

  #addChar(char: string): void {
    const { modes } = this.#machineOf();
    const look = lookOf(modes);
    const { wideDots } = cellOf(look);
    const stepDots = wideDots + modes.spacingDots;
    if (this.#x + wideDots > this.#areaDots()) this.finish(modes.pitchDots);
    const mark: Mark = { kind: 'text', x: this.#x, y: 0, text: char, look, stepDots };
    const last = this.#waiting.at(-1);
    const joined = last && join(last, mark);
    if (joined) this.#waiting.pop();
    this.#add(joined ?? { mark, widthDots: stepDots });
  }

  #add(item: Waiting): void {
    this.#waiting.push(item);
    this.#x = item.mark.x + item.widthDots;
  }
}

function lookOf({ font, wide, high, bold, underline, inverted }: TextLook): TextLook {
  return { font, wide, high, bold, underline, inverted };
}

/** One mark for a character that follows on in the same look. */
function join({ mark: last, widthDots }: Waiting, next: Extract<Mark, { kind: 'text' }>) {
  if (last.kind !== 'text' || last.stepDots !== next.stepDots || last.x + widthDots !== next.x) {
    return undefined;
  }
  const looks = Object.keys(next.look) as (keyof TextLook)[];
  if (looks.some((key) => last.look[key] !== next.look[key])) return undefined;
  return { mark: { ...last, text: last.text + next.text }, widthDots: widthDots + next.stepDots };
}
