import type { Kysely } from 'kysely';
import * as first from './0010-first.ts';
import * as audit from './0020-audit.ts';
import * as printing from './0030-printing.ts';
import * as availability from './0040-availability.ts';
import type { SqlWords } from './words.ts';

export interface Migration {
  /** Four digits in steps of ten, then the reason in a word: they apply in this order. */
  readonly name: string;
  up(db: Kysely<unknown>, words: SqlWords): Promise<void>;
}

export const migrations: readonly Migration[] = [
  { name: '0010-first', up: first.up },
  { name: '0020-audit', up: audit.up },
  { name: '0030-printing', up: printing.up },
  { name: '0040-availability', up: availability.up },
];
