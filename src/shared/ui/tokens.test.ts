import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
const tokens = read('tokens.css');
const [light = '', dark = ''] = tokens.split("[data-mantine-color-scheme='dark'] {");

function coloursOf(css: string): Map<string, string> {
  const block = css.slice(0, css.indexOf('}'));
  return new Map(
    [...block.matchAll(/--w-([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
}

/** Of two colours, as WCAG reckons it: 1 to 21. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const grounds = ['bg', 'surface', 'sunken'];
const states = ['new', 'waiting', 'late', 'neutral', 'ready', 'offline'];
/** Text and what it stands on anywhere in the till or the console. */
const pairs: readonly (readonly [string, string])[] = [
  ...['text', 'soft', 'primary', ...states].flatMap((ink) =>
    grounds.map((ground) => [ink, ground] as const),
  ),
  ...states.map((state) => [state, `${state}-bg`] as const),
  ['text', 'hover'],
  ['soft', 'hover'],
  ['soft', 'neutral-bg'],
  ['text', 'note-bg'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['on-primary', 'ready-solid'],
];

describe.each([
  ['by day', coloursOf(light.slice(light.indexOf(':root {')))],
  ['at night', coloursOf(dark)],
])('every text %s', (_, colours) => {
  test.each(pairs)('in %s on %s has a contrast of at least 7', (ink, ground) => {
    const [one, other] = [colours.get(ink), colours.get(ground)];
    expect(contrast(one ?? '', other ?? '')).toBeGreaterThanOrEqual(7);
  });
});

test('no style sheet writes smaller than 14 pixels', () => {
  const root = join(import.meta.dirname, '../..');
  const sheets = globSync('{renderer,shared}/**/*.css', { cwd: root });
  expect(sheets.length).toBeGreaterThan(50);
  const small = sheets.flatMap((sheet) =>
    [...readFileSync(join(root, sheet), 'utf8').matchAll(/font-size: ([\d.]+)(px|em|rem);/g)]
      .filter(([, size, unit]) => Number(size) * (unit === 'px' ? 1 : 16) < 14)
      .map(([rule]) => `${sheet}: ${rule}`),
  );
  expect(small).toEqual([]);
});
