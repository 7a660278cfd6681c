/**
 * `npm run screens`: makes the pictures in docs/screens from the running demo, each in Arabic and English.
 *
 * Flags: `--only <name>[,<name>]` takes some of them.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { z } from 'zod';
import { signInUrl } from '../../src/shared/contract/branch-api.ts';
import { staffHeader } from '../../src/shared/contract/staff.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { startRestaurant } from '../demo/restaurant.ts';
import { createBranchClient } from '../rig/branch-client.ts';
import { startProgram } from '../rig/program.ts';
import { provideChromium } from '../test/chromium.ts';
import { serveLunch } from './lunch.ts';
import {
  acceptAll,
  boardScenes,
  hireStaff,
  offlineScenes,
  type Scene,
  scenes,
  scenesWithStaff,
  whileOffline,
} from './scenes.ts';
import { type Look, phone, shoot, type Stage, touch, wide } from './stage.ts';

const languages = ['en', 'ar'] as const;
/** Looks beside the usual one, for the screens where they matter most. */
const otherLooks: readonly (readonly [string, string, Partial<Look>])[] = [
  ['board', 'dark', { colours: 'dark' }],
  ['board', 'phone', { viewport: phone }],
  ['sell', 'dark', { colours: 'dark' }],
  ['sell', 'touch', { viewport: touch }],
  ['sell', 'phone', { viewport: phone }],
  ['pay', 'touch', { viewport: touch }],
  ['reports', 'phone', { viewport: phone }],
  ['console-branches', 'phone', { viewport: phone }],
];

const flag = process.argv.indexOf('--only');
const only = flag === -1 ? undefined : (process.argv[flag + 1] ?? '').split(',');
const wanted = (list: readonly Scene[]) => list.filter(({ name }) => only?.includes(name) ?? true);

const found = await provideChromium((line) => console.log(line));
if (!found) process.exit(1);
const dataDir = mkdtempSync(join(tmpdir(), 'wasla-screens-'));
const browser = await chromium.launch({
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  ...(found.path !== undefined && { executablePath: found.path }),
});
const restaurant = await startRestaurant(dataDir, {
  clock: systemClock,
  log: (line) => console.log(line),
  anyPort: true,
});
const newBranch = await startProgram({
  name: 'branch',
  entry: 'src/main/headless.ts',
  ready: z.object({ url: z.string(), tokenFile: z.string() }),
  env: {
    BRANCH_PORT: '0',
    BRANCH_DATA_DIR: join(dataDir, 'new-branch'),
    BRANCH_LOG_LEVEL: 'error',
  },
});
const client = (headers: Record<string, string> = {}) =>
  createBranchClient(restaurant.ready.branch, join(dataDir, 'branch/local-token'), headers);
const stage: Stage = {
  browser,
  restaurant,
  branch: client(),
  newTill: signInUrl(newBranch.ready.url, readFileSync(newBranch.ready.tokenFile, 'utf8').trim()),
  as: (staffToken) => client({ [staffHeader]: staffToken }),
};
try {
  const lunch = await serveLunch(stage);
  const take = async (scene: Scene, name: string, look: Look) =>
    shoot(await scene.open(stage, look, lunch), name);
  const takeAll = async (list: readonly Scene[]) => {
    for (const scene of wanted(list)) {
      for (const language of languages) {
        const usual: Look = { language, colours: 'light', viewport: wide };
        await take(scene, `${scene.name}-${language}`, usual);
        for (const [name, suffix, look] of otherLooks) {
          if (name !== scene.name) continue;
          await take(scene, `${name}-${language}-${suffix}`, { ...usual, ...look });
        }
      }
    }
  };
  await takeAll(boardScenes);
  await acceptAll(stage);
  await takeAll(scenes);
  await whileOffline(stage, () => takeAll(offlineScenes));
  await hireStaff(stage);
  await takeAll(scenesWithStaff);
} finally {
  await browser.close();
  await newBranch.stop();
  await restaurant.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
