/** `npm run torture`: kills and breaks until the numbers are reached, and says what was lost. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readOptions, usage, type TortureOptions } from './options.ts';
import { runPrintingTorture } from './printing-run.ts';
import { runTorture } from './run.ts';

let options: TortureOptions | undefined;
try {
  options = readOptions(process.argv.slice(2), () => Math.floor(Math.random() * 1_000_000));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exit(2);
}
if (!options) {
  console.log(usage);
  process.exit(0);
}

const dataDir = options.dataDir
  ? resolve(options.dataDir)
  : mkdtempSync(join(tmpdir(), 'wasla-torture-'));
const plan = { ...options, dataDir };
const say = (line: string) => console.log(line);
say(`seed ${options.seed}, ${options.kills} kills`);
const result = await (options.only === 'printing'
  ? runPrintingTorture(plan, say)
  : runTorture(plan, say));

const { violations, ...figures } = result;
for (const { rule, order, detail } of violations) console.log(`${rule} ${order}: ${detail}`);
console.log(
  `${figures.kills} kills, ${figures.orders} orders in ${figures.seconds} s: ` +
    `${figures.lost} lost, ${figures.duplicated} doubled, ${figures.unmarkedCopies} unmarked copies ` +
    `(${figures.markedTickets} tickets printed again with a mark)`,
);
console.log(`verdict ${figures.verdict}`);
if (options.jsonFile) writeFileSync(options.jsonFile, `${JSON.stringify(result, null, 2)}\n`);
if (figures.verdict === 'clean' && !options.dataDir) {
  rmSync(dataDir, { recursive: true, force: true });
} else {
  console.log(`databases kept in ${dataDir}`);
}
process.exit(figures.verdict === 'clean' ? 0 : 1);
