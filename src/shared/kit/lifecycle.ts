/** Something long-lived that is started once and stopped once. */
export interface Part {
  readonly name: string;
  start(): Promise<void>;
  /** Must be safe to call twice, and safe when `start` failed half-way. */
  stop(): Promise<void>;
}

/** Starts parts in order and stops them in reverse; a start that fails stops what it had started. */
export function compose(name: string, parts: readonly Part[]): Part {
  let started: Part[] = [];
  const stopAll = async () => {
    const stopping = started.toReversed();
    started = [];
    const failures: unknown[] = [];
    for (const part of stopping) {
      await part.stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, `${name} did not stop cleanly`);
  };
  return {
    name,
    async start() {
      for (const part of parts) {
        started.push(part);
        try {
          await part.start();
        } catch (error) {
          await stopAll().catch(() => undefined);
          throw new Error(`${part.name} did not start`, { cause: error });
        }
      }
    },
    stop: stopAll,
  };
}
