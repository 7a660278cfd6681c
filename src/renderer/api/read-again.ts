/**
 * Reads things again without ever falling behind or starving: one reading of a thing at a time, and one
 * more after it when something changed meanwhile, however many notices came.
 *
 * @param read resolves when the reading is over, whether it went well or not
 */
export function createReadAgain(read: (key: string) => Promise<void>): (key: string) => void {
  const running = new Map<string, { again: boolean }>();
  const start = async (key: string) => {
    const reading = { again: true };
    running.set(key, reading);
    while (reading.again) {
      reading.again = false;
      await read(key).catch(() => undefined);
    }
    running.delete(key);
  };
  return (key) => {
    const reading = running.get(key);
    if (reading) reading.again = true;
    else void start(key);
  };
}
