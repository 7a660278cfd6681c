import { describe, expect, test } from 'vitest';
import { bytesOf } from '../testing/play.ts';
import { portions } from './portions.ts';

const line = bytesOf('"0123456789" LF');
const picture = bytesOf(`GS v 0 00 08 00 20 00 ${'55 '.repeat(256)}`);

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

describe('portions of a job', () => {
  test('where the way there holds the bytes back, a job goes in one piece', () => {
    expect(portions(line)).toEqual([line]);
  });

  test('each fits into the buffer together with the question behind it, and nothing is lost between them', () => {
    const job = join(...Array.from({ length: 30 }, () => line), bytesOf('GS V 42 00'));
    const cut = portions(job, 128);
    expect(Buffer.concat(cut)).toEqual(Buffer.from(job));
    expect(Math.max(...cut.map(({ length }) => length))).toBeLessThanOrEqual(128 - 32);
    expect(cut.length).toBeGreaterThan(3);
  });

  test('none ends inside a picture or an unfinished line', () => {
    const job = join(line, picture, bytesOf('ESC E 01'), line, picture, line, bytesOf('"end"'));
    const cut = portions(job, 300);
    expect(Buffer.concat(cut)).toEqual(Buffer.from(job));
    expect(cut.map(({ length }) => length)).toEqual([
      line.length,
      picture.length,
      3 + line.length,
      picture.length,
      line.length + 3,
    ]);
  });

  test('a picture larger than the buffer is one portion', () => {
    expect(portions(join(picture, line), 64).map(({ length }) => length)).toEqual([
      picture.length,
      line.length,
    ]);
  });
});
