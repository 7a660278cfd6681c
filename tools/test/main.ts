/**
 * `npm test`: everything that must hold before anybody relies on it, fast parts first. Every phase runs
 * even when one before it failed, so that one run tells all; the last line adds up.
 *
 * Flags: `--only <phase>[,<phase>]` runs some phases (static, unit, journeys, browser, torture).
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { provideChromium } from './chromium.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Titles of the tests among `passed` that held only when they were tried again. */
  readonly unsteady?: readonly string[];
}

const reports = mkdtempSync(join(tmpdir(), 'wasla-test-'));

function run(program: string, args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<boolean>((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', (error) => {
      console.log(`${program}: ${error.message}`);
      resolve(false);
    });
    child.on('close', (exitCode) => resolve(exitCode === 0));
  });
}

/** One command that either holds or does not. */
const asOne = (ok: boolean): Counts => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/** A report that is missing or says less than the exit code did counts as a failure. */
function trust(counts: Counts | undefined, ok: boolean): Counts {
  if (!counts || (!ok && counts.failed === 0)) return { ...(counts ?? asOne(false)), failed: 1 };
  return counts;
}

function readReport<Report>(file: string, shape: z.ZodType<Report>): Report | undefined {
  if (!existsSync(file)) return undefined;
  return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  numFailedTestSuites: z.int(),
});

async function vitest(...projects: string[]): Promise<Counts> {
  const file = join(reports, `${projects.join('-')}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const ok = await run('vitest', [
    'run',
    ...chosen,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport(file, VitestReport);
  const counts = report && {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return trust(counts, ok);
}

interface Suite {
  readonly title: string;
  readonly specs: { title: string; tests: { status: string }[] }[];
  readonly suites?: Suite[] | undefined;
}

const Suite: z.ZodType<Suite> = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) })),
  suites: z.lazy(() => z.array(Suite)).optional(),
});

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.int(),
    unexpected: z.int(),
    flaky: z.int(),
    skipped: z.int(),
  }),
  suites: z.array(Suite),
});

function unsteadyIn({ title, specs, suites = [] }: Suite): string[] {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'));
  return [...own.map((spec) => spec.title), ...suites.flatMap(unsteadyIn)].map(
    (name) => `${title} › ${name}`,
  );
}

async function browser(): Promise<Counts> {
  const chromium = await provideChromium((line) => console.log(line));
  if (!chromium) return asOne(false);
  const file = join(reports, 'browser.json');
  const ok = await run('playwright', ['test', '--reporter=line,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    CHROMIUM_PATH: chromium.path ?? '',
  });
  const report = readReport(file, PlaywrightReport);
  const counts = report && {
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected,
    skipped: report.stats.skipped,
    unsteady: report.suites.flatMap(unsteadyIn),
  };
  return trust(counts, ok);
}

const phases: Record<string, () => Promise<Counts>> = {
  static: async () => asOne(await run('node', ['tools/check/main.ts'])),
  unit: () => vitest('node', 'dom'),
  build: async () => asOne(await run('node', ['build/build.ts'])),
  journeys: () => vitest('journeys'),
  browser,
  torture: async () =>
    asOne(await run('node', ['tools/torture/main.ts', '--kills', '12', '--orders', '300'])),
};

const only = process.argv.includes('--only')
  ? process.argv[process.argv.indexOf('--only') + 1]?.split(',')
  : undefined;
const unknown = only?.filter((name) => !(name in phases)) ?? [];
if (unknown.length > 0) {
  console.log(
    `--only: no phase ${unknown.join(', ')}; phases are ${Object.keys(phases).join(', ')}`,
  );
  process.exit(2);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
for (const [name, phase] of Object.entries(phases)) {
  if (only && !only.includes(name)) continue;
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const counts = await phase();
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  summary.push(
    `${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)`,
    ...(counts.unsteady ?? []).map((title) => `     held only when tried again: ${title}`),
  );
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  totals.skipped += counts.skipped;
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n${summary.join('\n')}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
