import { loadFonts } from '../../../src/printer/index.ts';
import { createVirtualPrinter } from '../../../src/printer/virtual/index.ts';
import { systemClock as clock } from '../../../src/shared/kit/clock.ts';
import type { ScenarioName } from '../scenario-names.ts';
import { writeVerdict } from '../verdict.ts';
import { ownClass } from './own-class.ts';
import { printerClass } from './printer-class.ts';
import { pulledCable } from './pulled-cable.ts';
import type { Scenario } from './scenario.ts';

const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  'a printer of the printer class': printerClass,
  'a cable pulled in the middle of a job': pulledCable,
  "a printer of the maker's own class": ownClass,
};

/** Inside the machine: plays one scenario and tells the host, which then switches the machine off. */
export async function runGuest(name: ScenarioName): Promise<void> {
  const fonts = await loadFonts();
  const printer = createVirtualPrinter({ clock, fonts });
  await printer.start();
  await scenarios[name]({ fonts, printer });
  writeVerdict('end');
}
