import type { Bitmap } from '../bitmap.ts';
import { fromCodePage } from '../escpos/code-pages.ts';
import { cellOf, type Mark, type TextLook } from './marks.ts';
import type { Machine } from './machine.ts';

/** The unfinished line: nothing in it is on paper before a feed. */
export interface LineBuffer {
  addText(bytes: Uint8Array): void;
  addDots(bitmap: Bitmap, timesWide: number, timesHigh: number): void;
  moveTo(x: number): void;
  moveBy(dots: number): void;
  tab(): void;
  isEmpty(): boolean;
  /** Burns the line and feeds `feedDots` in place of the line pitch, but never less than the line is high. */
  finish(feedDots: number): void;
  clear(): void;
  alignedX(widthDots: number): number;
}

/** A mark waiting for its line: `y` says how far its top is above the base line. */
interface Waiting {
  readonly mark: Mark;
  readonly widthDots: number;
  readonly heightDots: number;
}

export function createLineBuffer(machineOf: () => Machine): LineBuffer {
  let waiting: Waiting[] = [];
  let x = 0;

  const areaDots = () => {
    const { modes, spec } = machineOf();
    const rest = spec.widthDots - modes.marginDots;
    return Math.min(modes.areaDots ?? rest, rest);
  };
  const alignedX = (widthDots: number) => {
    const { modes } = machineOf();
    const free = Math.max(0, areaDots() - widthDots);
    return modes.marginDots + { left: 0, center: free >> 1, right: free }[modes.align];
  };
  const finish = (feedDots: number) => {
    const machine = machineOf();
    const height = Math.max(0, ...waiting.map((item) => item.heightDots));
    const end = Math.max(0, ...waiting.map((item) => item.mark.x + item.widthDots));
    const left = alignedX(end);
    for (const { mark, heightDots } of waiting) {
      machine.marks.push({ ...mark, x: mark.x + left, y: machine.y + height - heightDots });
    }
    waiting = [];
    x = 0;
    machine.feed(Math.max(height, feedDots));
  };
  const add = (item: Waiting) => {
    waiting.push(item);
    x = item.mark.x + item.widthDots;
  };
  const addChar = (char: string) => {
    const { modes } = machineOf();
    const look = lookOf(modes);
    const { wideDots, highDots } = cellOf(look);
    const stepDots = wideDots + modes.spacingDots;
    if (x + wideDots > areaDots()) finish(modes.pitchDots);
    const last = waiting.at(-1);
    if (last?.mark.kind === 'text' && last.mark.stepDots === stepDots && continues(last, x, look)) {
      const mark = { ...last.mark, text: last.mark.text + char };
      waiting[waiting.length - 1] = { ...last, mark, widthDots: last.widthDots + stepDots };
      x += stepDots;
      return;
    }
    const mark: Mark = { kind: 'text', x, y: 0, text: char, look, stepDots };
    add({ mark, widthDots: stepDots, heightDots: highDots });
  };
  return {
    addText(bytes) {
      const { codePage } = machineOf().modes;
      for (const byte of bytes) addChar(fromCodePage(byte, codePage));
    },
    addDots(bitmap, timesWide, timesHigh) {
      const mark: Mark = { kind: 'dots', x, y: 0, bitmap, timesWide, timesHigh };
      add({
        mark,
        widthDots: bitmap.widthDots * timesWide,
        heightDots: bitmap.heightDots * timesHigh,
      });
    },
    moveTo(position) {
      if (position >= 0 && position <= areaDots()) x = position;
    },
    moveBy(dots) {
      if (x + dots >= 0 && x + dots <= areaDots()) x += dots;
    },
    tab() {
      const { modes } = machineOf();
      const cell = cellOf({ ...lookOf(modes), wide: 1 }).wideDots + modes.spacingDots;
      const next = modes.tabs.find((column) => column * cell > x);
      if (next !== undefined) x = Math.min(next * cell, areaDots());
    },
    isEmpty: () => waiting.length === 0,
    finish,
    clear() {
      waiting = [];
      x = 0;
    },
    alignedX,
  };
}

function lookOf(modes: TextLook): TextLook {
  const { font, wide, high, bold, underline, inverted } = modes;
  return { font, wide, high, bold, underline, inverted };
}

function continues(last: Waiting, x: number, look: TextLook): boolean {
  if (last.mark.kind !== 'text' || last.mark.x + last.widthDots !== x) return false;
  const own = last.mark.look;
  return (
    own.font === look.font &&
    own.wide === look.wide &&
    own.high === look.high &&
    own.bold === look.bold &&
    own.underline === look.underline &&
    own.inverted === look.inverted
  );
}
