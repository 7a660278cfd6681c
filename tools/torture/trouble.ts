import { sleep, systemClock } from '../../src/shared/kit/clock.ts';
import type { Random } from '../../src/shared/kit/random.ts';
import type { Victim, World } from './world.ts';

const wait = (ms: number) => sleep(systemClock, ms);

/** One of them at random, now and then both at once. */
function pickVictims({ relay, branch }: World, random: Random): Victim[] {
  const share = random();
  if (share < 0.1) return [relay, branch];
  return share < 0.5 ? [relay] : [branch];
}

/** Faults that a restaurant's day brings besides crashes. Each ends by itself. */
const faults: readonly ((world: World, random: Random) => Promise<void>)[] = [
  async ({ link }, random) => {
    link.setCut(true);
    await wait(200 + random() * 2_000);
    link.setCut(false);
  },
  async ({ printer }, random) => {
    printer.setPaper('out');
    await wait(200 + random() * 1_500);
    printer.setPaper('ok');
  },
  async ({ printer }, random) => printer.dropAfterBytes(1 + Math.floor(random() * 4_000)),
  async ({ printer }, random) => {
    await printer.losePower();
    await wait(random() * 1_000);
    await printer.restorePower();
  },
  async ({ printer }, random) => {
    printer.setStalled(true);
    await wait(200 + random() * 1_000);
    printer.setStalled(false);
  },
  async ({ simulators }, random) => {
    const count = 1 + Math.floor(random() * 4);
    simulators.deliveroo.faults.failNext(count, 503);
    simulators.generic.faults.failNext(count, 'hang_up');
  },
];

export interface Trouble {
  kills(): number;
  readonly done: Promise<void>;
}

/**
 * Kills and breaks at random instants until `kills` is reached, then leaves everything running. One thing
 * at a time comes back before the next goes down, but a fault may last over a kill.
 */
export function makeTrouble(
  world: World,
  { kills, random }: { kills: number; random: Random },
): Trouble {
  let killed = 0;
  let fault: Promise<void> = Promise.resolve();
  let faultLasts = false;
  const breakSomething = () => {
    const breaking = faults[Math.floor(random() * faults.length)];
    if (faultLasts || !breaking) return;
    faultLasts = true;
    fault = breaking(world, random).finally(() => (faultLasts = false));
  };
  const done = (async () => {
    while (killed < kills) {
      // Down to nothing: a start and a recovery are killed as well as a program at work.
      await wait(random() * random() * 2_000);
      if (random() < 0.4) breakSomething();
      const victims = pickVictims(world, random);
      await Promise.all(victims.map((victim) => victim.kill()));
      killed += victims.length;
      await wait(random() * 400);
      if (random() < 0.15) {
        await Promise.all(victims.map((victim) => victim.startAndKillAfter(random() * 500)));
        killed += victims.length;
      }
      await Promise.all(victims.map((victim) => victim.start()));
    }
    await fault;
  })();
  return { kills: () => killed, done };
}
