/**
 * `npm run test:usb`: prints to an emulated USB printer. Boots a small machine in QEMU whose kernel has both ends of a USB
 * cable, since hardly any kernel for containers has them, and runs this program inside as the guest. A word as argument
 * picks the scenarios that contain it.
 */
import { findParts } from './parts.ts';
import { runMachine } from './machine.ts';
import { isScenario, scenarioNames, type ScenarioName } from './scenario-names.ts';

const [flag, name] = process.argv.slice(2);
if (flag === '--guest') {
  if (!isScenario(name)) throw new Error(`no scenario ${name}`);
  const { runGuest } = await import('./guest/run.ts');
  await runGuest(name);
} else {
  process.exitCode = await runHost(scenarioNames.filter((known) => known.includes(flag ?? '')));
}

async function runHost(chosen: readonly ScenarioName[]): Promise<number> {
  const parts = await findParts();
  if ('missing' in parts) {
    console.log(`skipped: ${parts.missing}`);
    return 0;
  }
  let passed = 0;
  let failed = 0;
  for (const scenario of chosen) {
    console.log(`\n${scenario}`);
    for await (const { title, problem } of runMachine(parts, scenario)) {
      console.log(problem === undefined ? `  ok      ${title}` : `  failed  ${title}\n${problem}`);
      if (problem === undefined) passed += 1;
      else failed += 1;
    }
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
