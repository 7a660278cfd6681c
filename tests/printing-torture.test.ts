/** The short form of `npm run torture -- --only printing`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runPrintingTorture } from '../tools/torture/printing-run.ts';

test(
  'a branch killed forty times while it prints loses no ticket and doubles none unmarked',
  { timeout: 300_000 },
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'wasla-printing-'));
    try {
      const result = await runPrintingTorture({ kills: 40, seed: 20_260_115, dataDir }, () => {});
      expect(result).toMatchObject({ kills: 40, violations: [], verdict: 'clean' });
      expect(result.orders).toBeGreaterThan(10);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
);
