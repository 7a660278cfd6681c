/** Makes unique ids; pass it in, so that a test can foresee them. */
export type Ids = (prefix: string) => string;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** `prefix_` and 26 characters (130 random bits) that survive being read aloud: no i, l, o, u. */
export const systemIds: Ids = (prefix) => {
  const bytes = crypto.getRandomValues(new Uint8Array(26));
  return `${prefix}_${Array.from(bytes, (byte) => alphabet[byte % 32]).join('')}`;
};
