import type { PlatformAdapter } from './adapter.ts';
import { careem } from './careem/index.ts';
import { deliveroo } from './deliveroo/index.ts';
import { generic } from './generic/index.ts';
import { talabat } from './talabat/index.ts';

/** Adding a platform is: copy a folder, add one line here, add its fixtures. */
const all: readonly PlatformAdapter[] = [talabat, careem, deliveroo, generic];

/** Every platform by the name it has in webhook addresses and in the database. */
export const adapters: ReadonlyMap<string, PlatformAdapter> = new Map(
  all.map((adapter) => [adapter.platform, adapter]),
);
