/** A branch that is killed, between a relay that lives and two printers that let it down. */
import { join } from 'node:path';
import { platforms } from '../../cloud-relay/simulators/platforms.ts';
import type { Simulator } from '../../cloud-relay/simulators/simulator.ts';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { PrinterSettings, StationSettings } from '../../src/shared/contract/printing.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { compose } from '../../src/shared/kit/lifecycle.ts';
import type { Random } from '../../src/shared/kit/random.ts';
import { createBranchClient, type BranchClient } from '../rig/branch-client.ts';
import { freePort } from '../rig/program.ts';
import { loginToRelay } from '../rig/relay-client.ts';
import { connectPlatform, createSampleBranch, pairingCode } from '../rig/sample-site.ts';
import { branchVictim, login, relayVictim, type Victim } from './world.ts';

export interface PrintingWorld {
  readonly branch: Victim;
  readonly printers: readonly VirtualPrinter[];
  readonly simulator: Simulator;
  readonly till: BranchClient;
  readonly database: string;
  /** Each order prints at each of them. */
  readonly stationCount: number;
  close(): Promise<void>;
}

/** The shortest time after which a backup may take over. */
const backupAfterSeconds = 5;

/** A relay, a platform and a branch that is running on `dataDir`. */
export async function createPrintingWorld(dataDir: string, random: Random): Promise<PrintingWorld> {
  const relayPort = await freePort();
  const relayUrl = `http://127.0.0.1:${relayPort}`;
  const relay = relayVictim(join(dataDir, 'relay'), relayPort);
  await relay.start();
  const client = await loginToRelay(relayUrl, login);
  const site = await createSampleBranch(client, { company: 'Torture', branch: 'Abdoun' });
  const at = { port: await freePort(), name: 'generic', storeId: 'abdoun' };
  const { url, credentials, port } = await connectPlatform(client, site, 'generic', at);
  const parts = { clock: systemClock, ids: systemIds, random };
  const simulator = platforms.generic?.create({ relayUrl: url, credentials, port, ...parts });
  if (!simulator) throw new Error('no simulator plays generic');
  const fonts = await loadFonts();
  const printers = [0, 1].map(() => createVirtualPrinter({ clock: systemClock, fonts }));
  const around = compose('around', [...printers, simulator]);
  await around.start();

  const branchDir = join(dataDir, 'branch');
  const branchPort = await freePort();
  const branch = branchVictim(branchDir, branchPort, relayUrl, await pairingCode(client, site));
  await branch.start();
  const till = createBranchClient(`http://127.0.0.1:${branchPort}`, join(branchDir, 'local-token'));
  await setUp(till, printers);
  return {
    branch,
    printers,
    simulator,
    till,
    database: join(branchDir, 'branch.db'),
    stationCount: printers.length,
    async close() {
      for (const part of [branch, relay, around]) await part.stop();
    },
  };
}

/** A station for everything on each printer, each printer the backup of the other. */
async function setUp(till: BranchClient, printers: readonly VirtualPrinter[]): Promise<void> {
  await till.call(branchApi.changeSettings, {
    kitchenTicketOn: 'received',
    ticketLanguage: 'en',
    backupAfterSeconds,
  });
  const added = [];
  for (const [at, printer] of printers.entries()) {
    const connection = { kind: 'tcp', host: printer.host, port: printer.port() } as const;
    const settings = { name: `Printer ${at + 1}`, connection, profile: 'generic-80mm' };
    added.push(await till.call(branchApi.addPrinter, PrinterSettings.parse(settings)));
  }
  for (const [at, { id, ...printer }] of added.entries()) {
    const backups = added.filter((other) => other.id !== id).map((other) => other.id);
    const settings = PrinterSettings.parse({ ...printer, backups });
    await till.call(branchApi.changePrinter, { ...settings, id });
    const station = { name: `Station ${at + 1}`, prints: 'kitchen', printerId: id };
    await till.call(branchApi.addStation, StationSettings.parse(station));
  }
}
