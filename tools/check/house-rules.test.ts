import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '');
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');

function linesWith(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
      ),
  );
}

const production = tracked.filter(
  (file) => /^(src|cloud-relay)\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file),
);
const text = tracked.filter((file) => /\.(ts|tsx|css|json|md|yml|html|cjs)$|^\.ci\//.test(file));

test('time comes from the clock that is passed in', () => {
  const home = /^src\/shared\/kit\/clock\.ts$/;
  const offenders = linesWith(
    /new Date\(\)/,
    production.filter((file) => !home.test(file)),
  );
  expect(offenders).toEqual([]);
});

test('the lock file names no registry', () => {
  expect(linesWith(/"resolved": "https?:/, ['package-lock.json'])).toEqual([]);
});

test('no file knows the machine it was written on', () => {
  const paths = new RegExp(`/(${['work', 'root', 'farm'].join('|')})/[A-Za-z.]`);
  expect(linesWith(paths, text)).toEqual([]);
});

test('nothing is left unfinished or skipped without a reason', () => {
  const marks = /\b(TO[D]O|FIX[M]E|HAC[K])\b/;
  const focus = new RegExp('\\b(it|test|describe)\\.(only|todo)\\b');
  const code = text.filter((file) => /\.tsx?$/.test(file));
  expect([...linesWith(marks, code), ...linesWith(focus, code)]).toEqual([]);
});

test('every script of the manifest points at a file that is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const files = Object.values(scripts).flatMap((script) => script.match(/\S+\.ts\b/g) ?? []);
  expect(files.filter((file) => !tracked.includes(file))).toEqual([]);
});

const namesIn = (file: string, pattern: RegExp) => new Set(read(file).match(pattern) ?? []);

test('the README lists every variable the programs read, and no other', () => {
  const variable = /\b(?:(?:RELAY|BRANCH)_[A-Z_]+|DATABASE_URL)\b/g;
  const readByPrograms = namesIn('cloud-relay/config.ts', variable).union(
    namesIn('src/main/branch/config.ts', variable),
  );
  expect([...namesIn('README.md', variable)].sort()).toEqual([...readByPrograms].sort());
});

test('the README and the runbook name only commands and files that are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const commands = [...read('README.md').matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
  expect(commands.filter((name) => name === undefined || !(name in scripts))).toEqual([]);

  const pages = tracked.filter((file) => file.endsWith('.md') && !file.includes('/fixtures/'));
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      .map(([, target = '']) => new URL(target, `file:///${page}`).pathname.slice(1))
      .filter((target) => !tracked.some((file) => file === target || file.startsWith(`${target}/`)))
      .map((target) => `${page} -> ${target}`),
  );
  expect(broken).toEqual([]);
});
