import { describe, expect, test } from 'vitest';
import type { PlatformAdapter, RawWebhook } from '../adapter.ts';
import { careemCase, careemHubCase } from '../careem/testing/careem-case.ts';
import { deliverooCase } from '../deliveroo/testing/deliveroo-case.ts';
import { genericCase, genericMappedCase } from '../generic/testing/generic-case.ts';
import { adapters } from '../registry.ts';
import { talabatCase } from '../talabat/testing/talabat-case.ts';
import { type AdapterCase } from './adapter-case.ts';
import { bytesOf } from './json-edits.ts';

interface Platform {
  readonly name: string;
  readonly adapter: PlatformAdapter;
  readonly genuine: RawWebhook;
  isAccepted(hook: RawWebhook): boolean;
}

function platformOf<C extends object, S extends object>(
  name: string,
  of: AdapterCase<C, S>,
): Platform {
  return {
    name,
    adapter: of.adapter,
    genuine: of.sign(bytesOf(of.payload)),
    isAccepted: (hook) => of.adapter.verify(hook, of.connection).ok,
  };
}

const platforms = [
  platformOf('talabat', talabatCase),
  platformOf('careem by key', careemCase),
  platformOf('careem by signature', careemHubCase),
  platformOf('deliveroo', deliverooCase),
  platformOf('generic by secret', genericCase),
  platformOf('generic by Ed25519', genericMappedCase),
];

describe('a call of one platform is refused by every other', () => {
  test.each(platforms)('$name', (platform) => {
    const accepted = platforms.filter((other) => platform.isAccepted(other.genuine));
    expect(accepted.map((other) => other.name)).toEqual([platform.name]);
  });
});

test('every tested platform is in the registry under its own name, and no other', () => {
  const tested = new Set(platforms.map(({ adapter }) => adapter.platform));
  expect(new Set(adapters.keys())).toEqual(tested);
  for (const [name, adapter] of adapters) expect(adapter.platform).toBe(name);
});

test('a busy platform may call more often than one of which nothing is known', () => {
  const limits = platforms.map(({ adapter }) => [adapter.platform, adapter.webhooksPerMinute]);
  expect(Object.fromEntries(limits)).toEqual({
    careem: 1_000,
    talabat: 500,
    deliveroo: undefined,
    generic: undefined,
  });
});
