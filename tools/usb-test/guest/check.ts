import { writeVerdict } from '../verdict.ts';

/** Nothing here takes longer, slow machine included; what does hangs. */
const checkTimeoutMs = 200_000;

/** Tries one thing and tells the host how it went. Later ones are tried all the same. */
export async function check(title: string, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('did not end')), checkTimeoutMs);
  });
  try {
    await Promise.race([work(), tooLong]);
    writeVerdict({ title });
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    writeVerdict({ title, problem });
  } finally {
    clearTimeout(timer);
  }
}
