import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('configuration', () => {
  test('without any variable the relay starts for development on this machine only', () => {
    expect(readConfig({}, undefined)).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataDir: './data/relay',
      publicUrl: undefined,
      secretKey: undefined,
      firstAdmin: undefined,
      trustedProxies: [],
      metricsToken: undefined,
      updatesDir: undefined,
      logLevel: 'info',
      apiCallsPerWindow: 1_000,
    });
  });

  test('an empty variable counts as left out', () => {
    const empty = { RELAY_PORT: '', DATABASE_URL: '', RELAY_SECRET_KEY: '', RELAY_HOST: '' };
    expect(readConfig(empty, undefined)).toEqual(readConfig({}, undefined));
  });

  test('reads every variable', () => {
    const key = '0f'.repeat(32);
    const config = readConfig(
      {
        NODE_ENV: 'production',
        RELAY_HOST: '0.0.0.0',
        RELAY_PORT: '0',
        RELAY_DATA_DIR: '/var/lib/relay',
        RELAY_PUBLIC_URL: 'https://relay.example/',
        RELAY_SECRET_KEY: key,
        RELAY_ADMIN_EMAIL: 'Owner@Example.com',
        RELAY_ADMIN_PASSWORD: 'long enough',
        RELAY_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
        RELAY_METRICS_TOKEN: 'scrape-me-if-you-can',
        RELAY_UPDATES_DIR: '/srv/updates',
        RELAY_LOG_LEVEL: 'warn',
      },
      '/srv/console',
    );
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      publicUrl: 'https://relay.example',
      firstAdmin: { email: 'owner@example.com', password: 'long enough' },
      trustedProxies: ['10.0.0.0/8', '::1'],
      metricsToken: 'scrape-me-if-you-can',
      updatesDir: '/srv/updates',
      logLevel: 'warn',
      consoleDir: '/srv/console',
    });
    expect(Buffer.from(config.secretKey ?? []).toString('hex')).toBe(key);
  });

  test('all problems come in one message, and no value with them', () => {
    const wrong = {
      NODE_ENV: 'production',
      RELAY_PORT: '99999',
      DATABASE_URL: 'postgres://user:hunter2@db/relay',
      RELAY_PUBLIC_URL: 'ftp://relay.example',
      RELAY_ADMIN_EMAIL: 'nobody',
      RELAY_ADMIN_PASSWORD: 'hunter2',
      RELAY_TRUSTED_PROXIES: '10.0.0.0/99',
      RELAY_METRICS_TOKEN: 'hunter2',
      RELAY_LOG_LEVEL: 'loud',
    };
    let message = '';
    try {
      readConfig(wrong, undefined);
    } catch (error) {
      message = String(error);
    }
    for (const name of Object.keys(wrong).filter((each) => each !== 'NODE_ENV')) {
      expect(message).toContain(name);
    }
    expect(message).toContain('PostgreSQL');
    expect(message).not.toMatch(/hunter2|ftp:|loud|99999/);
  });

  test('production does not start on a key it would have to make up', () => {
    expect(() => readConfig({ NODE_ENV: 'production' }, undefined)).toThrow(
      'RELAY_SECRET_KEY: required in production',
    );
  });

  test.each([
    { RELAY_ADMIN_EMAIL: 'a@b.example' },
    { RELAY_ADMIN_PASSWORD: 'long enough' },
    { RELAY_SECRET_KEY: 'abc' },
    { RELAY_TRUSTED_PROXIES: 'everyone' },
    { RELAY_TRUSTED_PROXIES: '10.0.0.0/8/8' },
  ])('half a setting is refused: %j', (env) => {
    expect(() => readConfig(env, undefined)).toThrow('cannot start');
  });
});
