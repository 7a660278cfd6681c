/** What a condition finds: anything but these three means that it holds. */
type Absent = undefined | null | false;

export interface Patience {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/**
 * Looks again and again until `look` finds something, and gives it back.
 *
 * @throws Error naming what was waited for and what the last look failed with
 */
export async function until<Found>(
  what: string,
  look: () => Found | Absent | Promise<Found | Absent>,
  { withinMs = 30_000, everyMs = 30 }: Patience = {},
): Promise<Found> {
  const giveUpAtMs = performance.now() + withinMs;
  let failure: unknown;
  do {
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) return found;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  } while (performance.now() < giveUpAtMs);
  throw new Error(`waited ${withinMs} ms in vain: ${what}`, { cause: failure });
}
