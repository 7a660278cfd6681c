import type { Bitmap } from '../../../printer/index.ts';
import type { Db, Tx } from '../database/index.ts';

/** A picture as it prints. */
export interface StoredLogo {
  readonly id: string;
  readonly name: string;
  readonly bitmap: Bitmap;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bits: Buffer;
}

const columns = 'id, name, width_dots AS widthDots, height_dots AS heightDots, bits';

function toLogo({ id, name, widthDots, heightDots, bits }: Row): StoredLogo {
  const strideBytes = Math.ceil(widthDots / 8);
  return { id, name, bitmap: { widthDots, heightDots, strideBytes, data: new Uint8Array(bits) } };
}

/** By name. */
export function listLogos(db: Db): StoredLogo[] {
  return db
    .prepare<[], Row>(`SELECT ${columns} FROM logos WHERE removed_at_ms IS NULL ORDER BY name, id`)
    .all()
    .map(toLogo);
}

/** Also one that was removed from the choice: what was laid out with it goes on printing it. */
export function findLogo(db: Db, id: string): StoredLogo | undefined {
  const row = db.prepare<[string], Row>(`SELECT ${columns} FROM logos WHERE id = ?`).get(id);
  return row && toLogo(row);
}

/** One that is there already stays as it is. */
export function insertLogo(tx: Tx, { id, name, bitmap }: StoredLogo): void {
  tx.prepare(
    `INSERT INTO logos (id, name, width_dots, height_dots, bits) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  ).run(id, name, bitmap.widthDots, bitmap.heightDots, Buffer.from(bitmap.data));
}

/** @returns false when there is none */
export function removeLogo(tx: Tx, id: string, nowMs: number): boolean {
  return (
    tx
      .prepare('UPDATE logos SET removed_at_ms = ? WHERE id = ? AND removed_at_ms IS NULL')
      .run(nowMs, id).changes === 1
  );
}
