import type { z } from 'zod';
import { createCareemSimulator } from './careem/index.ts';
import { careemCredentials } from './careem/credentials.ts';
import { createDeliverooSimulator } from './deliveroo/index.ts';
import { deliverooCredentials } from './deliveroo/credentials.ts';
import type { SimulatorOptions } from './engine/engine.ts';
import { createGenericSimulator } from './generic/index.ts';
import { genericCredentials } from './generic/credentials.ts';
import type { Simulator } from './simulator.ts';
import { createTalabatSimulator } from './talabat/index.ts';
import { talabatCredentials } from './talabat/credentials.ts';

/** Settings that one platform or another understands besides what all share. */
export interface PlatformSettings {
  readonly format?: 'pos' | 'hub';
  readonly tabletless?: boolean;
}

export interface SimulatedPlatform {
  readonly credentials: z.ZodType;
  /** Which command-line flag fills which credential. */
  readonly flags: Readonly<Record<string, string>>;
  /** @throws ZodError when the credentials do not fit */
  create(options: SimulatorOptions<unknown> & PlatformSettings): Simulator;
}

function platform<Credentials>(
  credentials: z.ZodType<Credentials>,
  flags: Readonly<Record<string, string>>,
  create: (options: SimulatorOptions<Credentials> & PlatformSettings) => Simulator,
): SimulatedPlatform {
  return {
    credentials,
    flags,
    create: (options) =>
      create({ ...options, credentials: credentials.parse(options.credentials) }),
  };
}

/** Every platform that can be simulated, by the name the relay knows it under. */
export const platforms: Readonly<Record<string, SimulatedPlatform>> = {
  talabat: platform(
    talabatCredentials,
    {
      secret: 'webhookSecret',
      'client-id': 'username',
      'client-secret': 'password',
      store: 'remoteId',
    },
    createTalabatSimulator,
  ),
  careem: platform(
    careemCredentials,
    {
      key: 'webhookKey',
      secret: 'hubSecret',
      'client-id': 'clientId',
      'client-secret': 'clientSecret',
      brand: 'brandId',
      store: 'branchId',
    },
    createCareemSimulator,
  ),
  deliveroo: platform(
    deliverooCredentials,
    {
      secret: 'webhookSecret',
      'client-id': 'clientId',
      'client-secret': 'clientSecret',
      brand: 'brandId',
      store: 'siteId',
      market: 'market',
    },
    createDeliverooSimulator,
  ),
  generic: platform(
    genericCredentials,
    { secret: 'signingKeys', 'verify-key': 'verifyingKeys', store: 'storeId' },
    createGenericSimulator,
  ),
};
