/** A visible letter of a picture: where its cell is and how often it is magnified. */
export interface Letter {
  readonly char: string;
  readonly centerX: number;
  readonly bottom: number;
  readonly wide: number;
  readonly high: number;
}

const entities: Readonly<Record<string, string>> = {
  '&#xa0;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
};

/** The ASCII letters of an SVG in which each is a `tspan` with its own place, as receiptline writes it. */
export function svgLetters(svg: string): Letter[] {
  const letters: Letter[] = [];
  const groups: Pair[] = [];
  let scale: Pair = [1, 1];
  const open: Readonly<Record<string, (attributes: string, body: string) => void>> = {
    g: (attributes) => groups.push(pair(attributes, 'translate') ?? [0, 0]),
    text: (attributes) => (scale = pair(attributes, 'scale') ?? [1, 1]),
    tspan(attributes, body) {
      const char = entities[body] ?? body;
      if (!/^[!-~]$/.test(char)) return;
      const x = Number(/x="([-\d.]+)"/.exec(attributes)?.[1]);
      const [wide, high] = scale;
      const left = groups.reduce((sum, [dx]) => sum + dx, 0);
      const bottom = groups.reduce((sum, [, dy]) => sum + dy, 0);
      letters.push({ char, centerX: left + x * wide, bottom, wide, high });
    },
  };
  for (const [, close, name = '', attributes = '', body = ''] of svg.matchAll(element)) {
    if (close !== '') {
      if (name === 'g') groups.pop();
    } else open[name]?.(attributes, body);
  }
  return letters;
}

type Pair = readonly [number, number];
const element = /<(\/?)(\w+)([^>]*)>([^<]*)/g;

function pair(attributes: string, name: string): Pair | undefined {
  const found = new RegExp(String.raw`${name}\(([-\d.]+),([-\d.]+)\)`).exec(attributes);
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}
