import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts';
import { apiDocsPage } from './api-docs-page.ts';
import type { OpenApi, OpenApiOperation } from './openapi.ts';

let relay: TestRelay;
let api: OpenApi;
beforeAll(async () => {
  relay = await startTestRelay();
  api = (await relay.inject('/api/openapi.json')).json();
});
afterAll(() => relay.stop());

const operations = (): [string, OpenApiOperation][] =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, OpenApiOperation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
const find = (call: string): OpenApiOperation => {
  const found = operations().find(([name]) => name === call);
  if (!found) throw new Error(`${call} is not described`);
  return found[1];
};

/** What platforms call has its own contract, a file is no JSON, and a description does not describe itself. */
const notDescribed =
  /^GET \/api\/(audit\.csv|openapi\.json|docs|webhooks\/health\/)|\/api\/webhooks\/\{platform\}\/\{connection\}/;

describe('the description of the API', () => {
  test('holds every route there is, and no other', () => {
    const registered = relay.routes
      .filter(({ method, path }) => method !== 'HEAD' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
      .filter((call) => !notDescribed.test(call));
    expect(registered.length).toBeGreaterThan(30);
    expect(
      operations()
        .map(([call]) => call)
        .toSorted(),
    ).toEqual(registered.toSorted());
  });

  test('refers only to what is in it', () => {
    const text = JSON.stringify(api);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(references.some((path) => path.startsWith('components/schemas/getOrder'))).toBe(true);
    for (const reference of references) {
      const target = reference
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], api);
      expect([reference, typeof target]).toEqual([reference, 'object']);
    }
    expect(text).not.toContain('$defs');
  });

  test('says where each field of a call goes and what comes back', () => {
    expect(find('PUT /api/branches/{id}')).toMatchObject({
      operationId: 'changeBranch',
      parameters: [{ name: 'id', in: 'path', required: true }],
      requestBody: {
        content: { 'application/json': { schema: { properties: { name: { type: 'string' } } } } },
      },
    });
    const list = find('GET /api/orders');
    expect(list.parameters.map(({ name, in: place }) => `${place} ${name}`)).toContain(
      'query status',
    );
    expect(JSON.stringify(list['responses'])).toContain('"#/components/schemas/ListMeta"');
    expect(find('PUT /api/branches/{id}').requestBody?.content).not.toHaveProperty([
      'application/json',
      'schema',
      'properties',
      'id',
    ]);
  });

  test('names what a caller signs in with, and the calls that need no sign-in', () => {
    expect(api).toMatchObject({
      openapi: '3.1.0',
      security: [{ bearer: [] }, { cookie: [] }],
      components: { securitySchemes: { cookie: { name: 'wasla_session' } } },
    });
    const open = operations().filter(([, { security }]) => security !== undefined);
    expect(open.map(([call]) => call).toSorted()).toEqual([
      'POST /api/auth/login',
      'POST /api/auth/logout',
      'POST /api/devices/enrol',
    ]);
    const text = JSON.stringify(api);
    expect(text).toContain('"AUTH_REQUIRED"');
  });
});

describe('the page for people', () => {
  test('shows every call, runs nothing and fetches nothing', async () => {
    const reply = await relay.inject('/api/docs');
    expect(reply.headers['content-type']).toContain('text/html');
    for (const [, { operationId }] of operations()) {
      expect(reply.body).toContain(`<details id="${operationId}">`);
    }
    expect(reply.body).not.toMatch(/<script|\bsrc=|https?:\/\//);
    const style = /<style>([^]*)<\/style>/.exec(reply.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = String(reply.headers['content-security-policy']);
    expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
  });

  test('shows text as text', () => {
    const operation: OpenApiOperation = {
      operationId: '"><img src=x>',
      description: '<b>',
      parameters: [],
      responses: { 200: { content: { 'application/json': { schema: '<i>' } } } },
    };
    const page = apiDocsPage({ openapi: '3.1.0', paths: { '/<u>': { get: operation } } });
    expect(page).not.toMatch(/<img|<b>|<u>|<i>/);
  });
});
