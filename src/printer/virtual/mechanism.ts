/** The parts a hand can touch. */
export interface Mechanism {
  paper: 'ok' | 'near_end' | 'out';
  coverOpen: boolean;
  /** A fault that only a person clears, such as a jammed blade. */
  error: boolean;
  /** Level of the drawer's pin. */
  drawerHigh: boolean;
}

export function isOnline({ paper, coverOpen, error }: Mechanism): boolean {
  return paper !== 'out' && !coverOpen && !error;
}

/** @source Epson, "ESC/POS Command Reference", DLE EOT: fixed bits and meanings of n = 1 to 4 */
export function statusByte(what: number, mechanism: Mechanism): number | undefined {
  const { paper, coverOpen, error, drawerHigh } = mechanism;
  const meanings: Readonly<Record<number, readonly (readonly [boolean, number])[]>> = {
    1: [
      [drawerHigh, 0x04],
      [!isOnline(mechanism), 0x08],
    ],
    2: [
      [coverOpen, 0x04],
      [paper === 'out', 0x20],
      [error, 0x40],
    ],
    3: [[error, 0x08]],
    4: [
      [paper !== 'ok', 0x0c],
      [paper === 'out', 0x60],
    ],
  };
  return meanings[what]?.reduce((byte, [isSo, bits]) => (isSo ? byte | bits : byte), 0x12);
}

/** @source Epson, "ESC/POS Command Reference", GS r: 1 paper, 2 drawer */
export function orderedByte(what: number, { paper, drawerHigh }: Mechanism): number {
  if (what % 48 === 2) return drawerHigh ? 1 : 0;
  return (paper === 'ok' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0);
}

/** @source Epson, "ESC/POS Command Reference", GS a: the four bytes sent on a change */
export function changeBytes(mechanism: Mechanism): Uint8Array {
  const { paper, coverOpen, error, drawerHigh } = mechanism;
  const first =
    0x10 | (drawerHigh ? 0x04 : 0) | (isOnline(mechanism) ? 0 : 0x08) | (coverOpen ? 0x20 : 0);
  const paperBits = (paper === 'ok' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0);
  return Uint8Array.of(first, error ? 0x08 : 0, paperBits, 0);
}
