/** Something wrong with what was typed; the message names the flag. */
export class UsageError extends Error {}
