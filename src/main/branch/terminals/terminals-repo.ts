import { TerminalSettings } from '../../../shared/contract/terminal.ts';
import type { Db, Tx } from '../database/index.ts';

export interface StoredTerminal {
  readonly id: string;
  readonly settings: TerminalSettings;
  readonly enrolledAtMs: number;
  readonly seenAtMs: number;
  readonly seenAddress: string;
}

interface Row extends Omit<StoredTerminal, 'settings'> {
  readonly settings: string;
}

const columns = `id, settings, enrolled_at_ms AS enrolledAtMs, seen_at_ms AS seenAtMs,
  seen_address AS seenAddress`;

function toTerminal(row: Row): StoredTerminal {
  return { ...row, settings: TerminalSettings.parse(JSON.parse(row.settings)) };
}

export function findByToken(db: Db, tokenHash: string): StoredTerminal | undefined {
  const row = db
    .prepare<[string], Row>(
      `SELECT ${columns} FROM terminals WHERE token_hash = ? AND removed_at_ms IS NULL`,
    )
    .get(tokenHash);
  return row && toTerminal(row);
}

export function findTerminal(db: Db, id: string): StoredTerminal | undefined {
  const row = db
    .prepare<[string], Row>(
      `SELECT ${columns} FROM terminals WHERE id = ? AND removed_at_ms IS NULL`,
    )
    .get(id);
  return row && toTerminal(row);
}

/** In the order in which they were enrolled. */
export function listTerminals(db: Db): StoredTerminal[] {
  return db
    .prepare<[], Row>(
      `SELECT ${columns} FROM terminals WHERE removed_at_ms IS NULL ORDER BY enrolled_at_ms, id`,
    )
    .all()
    .map(toTerminal);
}

export function insertTerminal(
  tx: Tx,
  terminal: Omit<StoredTerminal, 'seenAtMs'> & { readonly tokenHash: string },
): void {
  tx.prepare(
    `INSERT INTO terminals (id, settings, token_hash, enrolled_at_ms, seen_at_ms, seen_address)
     VALUES (@id, @settings, @tokenHash, @enrolledAtMs, @enrolledAtMs, @seenAddress)`,
  ).run({ ...terminal, settings: JSON.stringify(terminal.settings) });
}

export function updateTerminal(tx: Tx, id: string, settings: TerminalSettings): void {
  tx.prepare('UPDATE terminals SET settings = ? WHERE id = ?').run(JSON.stringify(settings), id);
}

export function removeTerminal(tx: Tx, id: string, atMs: number): void {
  tx.prepare('UPDATE terminals SET removed_at_ms = ? WHERE id = ?').run(atMs, id);
}

export function setSeen(tx: Tx, id: string, atMs: number, address: string): void {
  tx.prepare('UPDATE terminals SET seen_at_ms = ?, seen_address = ? WHERE id = ?').run(
    atMs,
    address,
    id,
  );
}
