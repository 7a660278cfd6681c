/**
 * Runs the import rules and refuses a run that saw too little: without its TypeScript parser the
 * cruiser reads no file and reports success.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const folders = ['src', 'cloud-relay', 'tools', 'tests'];
const run = spawnSync(
  'depcruise',
  ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
  { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
);

interface Cruise {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

let cruise: Cruise;
try {
  cruise = JSON.parse(run.stdout) as Cruise;
} catch {
  console.log(run.stderr || run.stdout);
  process.exit(1);
}

const seen = new Set(cruise.modules.map((module) => module.source));
const files = folders
  .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`))
  .filter((file) => !file.includes('/dist/') && !file.includes('node_modules'));
const unseen = files.filter((file) => !seen.has(file));

for (const { rule, from, to } of cruise.summary.violations) {
  console.log(`${rule.name}: ${from} -> ${to}`);
}
for (const file of unseen) console.log(`not seen: ${file}`);
console.log(`${files.length} files, ${cruise.summary.violations.length} violations`);
process.exit(cruise.summary.violations.length + unseen.length === 0 && files.length > 0 ? 0 : 1);
