import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { samplePlatforms } from '../rig/sample-site.ts';

const Connection = z.object({
  platform: z.enum(samplePlatforms),
  url: z.url(),
  credentials: z.record(z.string(), z.unknown()),
  port: z.int(),
});

/** What a demo must remember to start again on its own data. */
const SiteFile = z.object({
  relayPort: z.int(),
  login: z.object({ email: z.string(), password: z.string() }),
  branchId: z.string(),
  companyId: z.string(),
  /** Played by the demo itself. */
  played: z.array(Connection),
  /** Kept free for `npm run simulate -- <platform> --data <this file>`. */
  connections: z.array(Connection),
});
export type SiteFile = z.infer<typeof SiteFile>;

const fileIn = (dataDir: string) => join(dataDir, 'connections.json');

export function readSiteFile(dataDir: string): SiteFile | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  return SiteFile.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
}

/** The file holds the sample secrets, so only its owner reads it. */
export function writeSiteFile(dataDir: string, site: SiteFile): void {
  writeFileSync(fileIn(dataDir), `${JSON.stringify(site, null, 2)}\n`, { mode: 0o600 });
}
