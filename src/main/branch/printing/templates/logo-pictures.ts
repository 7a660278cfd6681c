import { resizeBitmap, type Bitmap } from '../../../../printer/index.ts';
import type { Db } from '../../database/index.ts';
import { findLogo } from '../logos-repo.ts';

/** Pictures in one width each: a branch prints the same one on every receipt. */
const keptPictures = 16;

/** Finds a logo and makes it as wide as asked; the latest results are kept, because the same one is asked for again. */
export function createLogoPictures(db: Db) {
  const kept = new Map<string, Bitmap>();
  return (logoId: string, widthDots: number): Bitmap | undefined => {
    const key = `${widthDots} ${logoId}`;
    const known = kept.get(key);
    if (known) return known;
    const stored = findLogo(db, logoId);
    if (!stored) return undefined;
    const picture = resizeBitmap(stored.bitmap, widthDots);
    const [oldest] = kept.keys();
    if (kept.size >= keptPictures && oldest !== undefined) kept.delete(oldest);
    kept.set(key, picture);
    return picture;
  };
}
