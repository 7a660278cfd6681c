import { createHmac, randomInt } from 'node:crypto';

/** Survives being read aloud: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 8;

export interface PairingCodes {
  /** `7K2M-94XQ` */
  make(): string;
  /** What is stored of a code. Case, dashes and the letters taken for digits do not matter. */
  hash(code: string): string;
}

/**
 * Codes have only 40 bits, so the stored form is keyed: whoever reads the database alone cannot try
 * them all.
 */
export function createPairingCodes(secretKey: Uint8Array): PairingCodes {
  return {
    make() {
      const characters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]);
      return `${characters.slice(0, 4).join('')}-${characters.slice(4).join('')}`;
    },
    hash: (code) =>
      createHmac('sha256', secretKey)
        .update(`pairing-code:${plain(code)}`)
        .digest('hex'),
  };
}

function plain(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('U', 'V');
}
