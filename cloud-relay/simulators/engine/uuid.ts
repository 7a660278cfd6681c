import { createHash } from 'node:crypto';
import type { Ids } from '../../../src/shared/kit/ids.ts';

/** A fresh id in the shape of a version 4 UUID, as foreseeable as `ids`. */
export function newUuid(ids: Ids): string {
  const hex = createHash('sha256').update(ids('uuid')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
