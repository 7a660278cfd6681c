/** Where dark ends and light begins, and whether there is little between. */
export interface Split {
  /** The lightest tone that counts as dark. */
  readonly threshold: number;
  readonly isLineArt: boolean;
}

const tones = 256;
/** Less difference than this between the two groups is noise, not a drawing. */
const minDistance = 24;
/** Share of all differences in tone that two groups must explain. Photographs stay below 0.8, scanned logos above 0.9. */
const lineArtShare = 0.87;
const plainSplit = 127;

/**
 * Parts the tones so that each group is as alike as can be: a yellow logo on white is found as well as a black one.
 *
 * @source N. Otsu, "A threshold selection method from gray-level histograms", 1979
 */
export function splitOf(data: Uint8Array): Split {
  const counts = new Float64Array(tones);
  for (const tone of data) counts[tone] = (counts[tone] ?? 0) + 1;
  const total = momentsOf(counts);
  let best = { threshold: plainSplit, between: 0, distance: 0 };
  const dark = { count: 0, sum: 0 };
  for (let tone = 0; tone < tones - 1; tone += 1) {
    dark.count += counts[tone] ?? 0;
    dark.sum += (counts[tone] ?? 0) * tone;
    const lightCount = total.count - dark.count;
    if (dark.count === 0 || lightCount === 0) continue;
    const distance = (total.sum - dark.sum) / lightCount - dark.sum / dark.count;
    const between = dark.count * lightCount * distance ** 2;
    if (between > best.between) best = { threshold: tone, between, distance };
  }
  if (best.distance < minDistance) return { threshold: plainSplit, isLineArt: true };
  const threshold = middleOfGap(counts, best.threshold);
  const all = total.count * total.squares - total.sum ** 2;
  return { threshold, isLineArt: best.between / all >= lineArtShare };
}

function momentsOf(counts: Float64Array) {
  const moments = { count: 0, sum: 0, squares: 0 };
  for (let tone = 0; tone < tones; tone += 1) {
    const count = counts[tone] ?? 0;
    moments.count += count;
    moments.sum += count * tone;
    moments.squares += count * tone ** 2;
  }
  return moments;
}

/** Between two groups with nothing between them, half-way is where soft edges belong. */
function middleOfGap(counts: Float64Array, threshold: number): number {
  let next = threshold + 1;
  while (next < tones - 1 && counts[next] === 0) next += 1;
  return Math.floor((threshold + next) / 2);
}
