import { sleep } from '../../shared/kit/clock.ts';
import { drawerPulse, drawerPulseAtOnce } from '../escpos/commands.ts';
import { PrinterError } from '../printer-error.ts';
import { canPrint } from '../status/states.ts';
import { askPrinterByte } from './ask-state.ts';
import type { Conversation } from './conversation.ts';
import type { PrinterKnowledge } from './knowledge.ts';
import { preflight } from './preflight.ts';
import type { DrawerOutcome, DrawerRequest } from './types.ts';

/** How often the drawer is looked at after the pulse, and how long: springs and slides take their time. */
const lookEveryMs = 100;
const openWithinMs = 1_000;

/** DLE EOT 1, bit 2: the level of the drawer's pin. Which level is "open" differs from cabinet to cabinet. */
const drawerLevelBit = 0x04;
type Level = 'high' | 'low';

/** One pulse, never repeated, and a look at the drawer before and after it. */
export async function openDrawer(
  talk: Conversation,
  { pin, signal }: DrawerRequest,
): Promise<DrawerOutcome> {
  let before: Level | undefined;
  let pulse: Uint8Array;
  try {
    const state = await preflight(talk, signal);
    const { drawer, drawerAtOnce } = talk.options.profile;
    // a printer that is offline keeps the pulse and opens the drawer when nobody expects it any more
    if (!canPrint(state) && (state === 'offline' || !drawerAtOnce)) {
      return { kind: 'not_started', reason: state };
    }
    before = await readLevel(talk, signal);
    pulse = canPrint(state)
      ? drawerPulse(pin, drawer.onMs, drawer.offMs)
      : drawerPulseAtOnce(pin, drawer.onMs);
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error;
    return { kind: 'not_started', reason: error.kind };
  }
  try {
    await talk.write(pulse, signal);
    return await watchDrawer(talk, before, signal);
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error;
    await talk.close();
    return { kind: 'unknown', reason: error.kind };
  }
}

async function readLevel(talk: Conversation, signal: AbortSignal): Promise<Level | undefined> {
  if (talk.knowledge().status !== 'yes') return undefined;
  const byte = await askPrinterByte(talk, signal);
  if (byte === undefined) return undefined;
  return (byte & drawerLevelBit) === 0 ? 'low' : 'high';
}

async function watchDrawer(
  talk: Conversation,
  before: Level | undefined,
  signal: AbortSignal,
): Promise<DrawerOutcome> {
  if (before === undefined) return { kind: 'pulsed', drawer: 'unknown' };
  const { clock } = talk.options;
  const untilMs = clock.monotonicMs() + openWithinMs;
  let level: Level | undefined = before;
  while (level === before && clock.monotonicMs() < untilMs) {
    await sleep(clock, lookEveryMs, signal);
    level = await readLevel(talk, signal);
  }
  return judge(talk, before, level);
}

/** A change after a pulse is a drawer that opened; it also teaches which level that is. */
function judge(talk: Conversation, before: Level, after: Level | undefined): DrawerOutcome {
  if (after === undefined) return { kind: 'pulsed', drawer: 'unknown' };
  const { drawerOpenLevel }: PrinterKnowledge = talk.knowledge();
  if (after !== before) {
    if (after !== drawerOpenLevel) talk.learn({ drawerOpenLevel: after });
    return { kind: 'opened' };
  }
  if (drawerOpenLevel === undefined) return { kind: 'pulsed', drawer: 'unknown' };
  return after === drawerOpenLevel ? { kind: 'opened' } : { kind: 'pulsed', drawer: 'shut' };
}
