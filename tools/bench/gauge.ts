import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';

const Usage = z.object({
  rssBytes: z.number(),
  heapBytes: z.number(),
  /** Processor time since the program began, all threads. */
  cpuMs: z.number(),
});
export type Usage = z.infer<typeof Usage>;

export interface Gauge {
  /** Both go into the options of the program that is to be measured. */
  readonly env: Readonly<Record<string, string>>;
  readonly onLog: (text: string) => void;
  read(program: ChildProcess): Promise<Usage>;
}

const line = /^usage (\{.*\})$/m;

/**
 * Asks a program about its memory and processor time.
 *
 * @param kind `memory` collects the garbage first, which costs processor time
 */
export function createGauge(kind: 'memory' | 'time'): Gauge {
  let answer: (usage: Usage) => void = () => undefined;
  let text = '';
  return {
    env: {
      NODE_OPTIONS: `--import ${new URL('./tell-usage.ts', import.meta.url).href}`,
      BENCH_SETTLE: kind === 'memory' ? 'on' : 'off',
    },
    onLog(chunk) {
      text = (text + chunk).slice(-2_000);
      const told = line.exec(text)?.[1];
      if (told === undefined) return;
      text = '';
      answer(Usage.parse(JSON.parse(told)));
    },
    read(program) {
      return new Promise((resolve) => {
        answer = resolve;
        program.kill('SIGUSR2');
      });
    },
  };
}
