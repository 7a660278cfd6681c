/** `npm run bench`: measures the real programs and holds the figures against their aims. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, toTable } from './figures.ts';
import { measureBoard } from './measures/board.ts';
import { measureCatchUp } from './measures/catch-up.ts';
import { measurePaper } from './measures/paper.ts';
import { measurePrinters } from './measures/printers.ts';
import { measureReceipts } from './measures/receipts.ts';
import { measureReports } from './measures/reports.ts';
import { measureSearch } from './measures/search.ts';
import { measureSelling } from './measures/selling.ts';
import { measureSockets } from './measures/sockets.ts';
import { measureStart } from './measures/start.ts';
import { measureSteady } from './measures/steady.ts';
import { measureWebhooks } from './measures/webhooks.ts';
import { type BenchOptions, type MeasureName, readOptions, usage } from './options.ts';
import type { Setting } from './site.ts';

const measures: Record<MeasureName, (setting: Setting) => Promise<Figure[]>> = {
  webhooks: measureWebhooks,
  steady: measureSteady,
  paper: measurePaper,
  receipts: measureReceipts,
  printers: measurePrinters,
  'catch-up': measureCatchUp,
  sockets: measureSockets,
  search: measureSearch,
  reports: measureReports,
  start: measureStart,
  board: measureBoard,
  selling: measureSelling,
};

let options: BenchOptions | undefined;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exit(2);
}
if (!options) {
  console.log(usage);
  process.exit(0);
}

const { quick, only, jsonFile } = options;
const load = () => loadavg()[0]?.toFixed(1);
console.log(`${availableParallelism()} × ${cpus()[0]?.model.trim()}, Node ${process.version}`);
const figures: Figure[] = [];
for (const name of only) {
  console.log(`${name} … (load average ${load()})`);
  const dir = mkdtempSync(join(tmpdir(), 'wasla-bench-'));
  figures.push(...(await measures[name]({ dir, quick })));
  rmSync(dir, { recursive: true, force: true });
}
console.log(`\n${toTable(figures)}`);
if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(figures.every(({ ok }) => ok) ? 0 : 1);
