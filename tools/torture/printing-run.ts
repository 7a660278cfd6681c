import Database from 'better-sqlite3';
import type { VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { sleep, systemClock } from '../../src/shared/kit/clock.ts';
import { seededRandom, type Random } from '../../src/shared/kit/random.ts';
import { printedId, readTicket } from './evidence.ts';
import { judgePrinting, type OwedPaper, type PrintingVerdict } from './printing-verdict.ts';
import { createPrintingWorld, type PrintingWorld } from './printing-world.ts';

export interface PrintingTortureResult extends PrintingVerdict {
  readonly kills: number;
  readonly orders: number;
  readonly seed: number;
  /** Tickets that say POSSIBLE DUPLICATE: allowed, and worth knowing. */
  readonly markedTickets: number;
  /** Tickets that came out at the other printer. */
  readonly backupTickets: number;
  readonly seconds: number;
}

/** A life of the branch: usually shorter than it takes to print what it was given. */
const shortLifeMs = 400;
/** Now and then long enough for a backup to take over. */
const longLifeMs = 7_000;
const longLives = 0.02;
const killedWhileStarting = 0.15;
const startMs = 700;
const quietWithinMs = 180_000;

/** Kills the branch with SIGKILL again and again while it prints, then says which ticket was lost or doubled. */
export async function runPrintingTorture(
  { kills, seed, dataDir }: { kills: number; seed: number; dataDir: string },
  say: (line: string) => void,
): Promise<PrintingTortureResult> {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1_000);
  const random = seededRandom(seed);
  const world = await createPrintingWorld(dataDir, seededRandom(seed + 1));
  try {
    await world.branch.kill();
    for (let kill = 1; kill <= kills; kill += 1) {
      await liveAndDie(world, random);
      if (kill % 50 === 0)
        say(`${seconds()} s: ${kill} kills, ${world.simulator.orders().length} orders`);
    }
    for (const printer of world.printers) heal(printer);
    await world.branch.start();
    await untilQuiet(world);
    const papers = world.printers.flatMap((printer) =>
      [...printer.tickets, printer.unfinished()].filter((piece) => piece !== undefined),
    );
    const jobs = kitchenJobs(world);
    const known = new Map(jobs.map((job) => [printedId(job.jobId), job]));
    const pieces = papers.flatMap((paper) => readTicket(paper, known));
    const { stationCount } = world;
    const orderIds = givenOrders(world);
    return {
      kills,
      orders: orderIds.length,
      seed,
      ...judgePrinting({ orderIds, stationCount, jobs, pieces }),
      markedTickets: pieces.filter(({ marked }) => marked).length,
      backupTickets: papers.filter(({ text }) => text.includes('BACKUP FROM')).length,
      seconds: seconds(),
    };
  } finally {
    await world.close();
  }
}

async function liveAndDie(world: PrintingWorld, random: Random): Promise<void> {
  for (const printer of world.printers) makeTrouble(printer, random);
  // The relay keeps what comes while the branch is dead.
  for (let n = Math.floor(random() * 3); n > 0; n -= 1) {
    await world.simulator.sendOrder({ lineCount: 2 });
  }
  if (random() < killedWhileStarting) {
    await world.branch.startAndKillAfter(random() * startMs);
    return;
  }
  await world.branch.start();
  const lifeMs = random() < longLives ? longLifeMs : random() * shortLifeMs;
  await sleep(systemClock, lifeMs);
  await world.branch.kill();
}

/** What a printer does in the next life of the branch; half of the time nothing. */
function makeTrouble(printer: VirtualPrinter, random: Random): void {
  heal(printer);
  const fate = random();
  if (fate < 0.15) printer.setPaper('out');
  else if (fate < 0.2) printer.setCoverOpen(true);
  else if (fate < 0.35) printer.dropAfterBytes(Math.floor(random() * 6_000));
  else if (fate < 0.5) printer.setBytesPerSecond(2_000 + Math.floor(random() * 30_000));
}

function heal(printer: VirtualPrinter): void {
  printer.setPaper('ok');
  printer.setCoverOpen(false);
  printer.dropAfterBytes(Infinity);
  printer.setBytesPerSecond(undefined);
}

/** Waits until nothing waits; a ticket that gave up is given one more try, as a person would. */
async function untilQuiet(world: PrintingWorld): Promise<void> {
  const giveUpAt = performance.now() + quietWithinMs;
  const isOpen = (state: string) => !['printed', 'cancelled'].includes(state);
  while (performance.now() < giveUpAt) {
    const jobs = read<{ id: string; state: string }>(world, 'SELECT id, state FROM print_jobs');
    const isAllThere = givenOrders(world).every((id) => !id.startsWith(missing));
    if (isAllThere && !jobs.some(({ state }) => isOpen(state))) return;
    for (const { id } of jobs.filter(({ state }) => state === 'failed')) {
      await world.till.call(branchApi.retryPrintJob, { id });
    }
    await sleep(systemClock, 250);
  }
}

const missing = 'not at the branch: ';

/** The branch's ids of the orders that the relay took. */
function givenOrders(world: PrintingWorld): string[] {
  const rows = read<{ id: string; externalId: string }>(
    world,
    `SELECT id, body ->> 'externalId' AS externalId FROM orders`,
  );
  const idOf = new Map(rows.map(({ id, externalId }) => [externalId, id]));
  return [...world.simulator.orders()]
    .filter(({ acknowledgedAt }) => acknowledgedAt !== null)
    .map(({ externalId }) => idOf.get(externalId) ?? `${missing}${externalId}`);
}

const kitchenJobs = (world: PrintingWorld) =>
  read<Omit<OwedPaper, 'isWithdrawn'> & { withdrawn: number }>(
    world,
    `SELECT print_jobs.id AS jobId, order_id AS orderId,
            state = 'cancelled' AND problem = 'order_void' AND status = 'cancelled' AS withdrawn
       FROM print_jobs JOIN orders ON orders.id = order_id WHERE kind = 'kitchen'`,
  ).map(({ withdrawn, ...job }) => ({ ...job, isWithdrawn: withdrawn === 1 }));

function read<Row>({ database }: PrintingWorld, sql: string): Row[] {
  const db = new Database(database, { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}
