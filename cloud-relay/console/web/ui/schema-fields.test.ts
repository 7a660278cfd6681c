import { describe, expect, test } from 'vitest';
import { fieldsOf, valuesOf } from './schema-fields.ts';

const credentials = {
  type: 'object',
  properties: {
    webhookSecrets: { type: 'array', items: { type: 'string' }, description: 'From the portal' },
    clientId: { type: 'string' },
    clientSecret: { type: 'string' },
  },
  required: ['webhookSecrets', 'clientId', 'clientSecret'],
};
const settings = {
  type: 'object',
  properties: {
    region: { type: 'string', enum: ['eu', 'me'], default: 'me' },
    baseUrl: { anyOf: [{ type: 'string', const: '' }, { type: 'string' }], default: '' },
    minutes: { anyOf: [{ type: 'integer' }, { type: 'null' }], default: null },
    lead: { type: 'integer', default: 45 },
    tablet: { type: 'boolean', default: true },
    fields: { type: 'object', default: { id: '/id' } },
  },
};

describe('the form of a platform', () => {
  test('hides what is secret and gives live secrets room for a second one', () => {
    const fields = fieldsOf(credentials, { secret: true });
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['webhookSecrets', 'secrets'],
      ['clientId', 'text'],
      ['clientSecret', 'secret'],
    ]);
    expect(fields[0]).toMatchObject({ label: 'Webhook secrets', hint: 'From the portal' });
    expect(fields.every(({ required }) => required)).toBe(true);
  });

  test('shows the defaults, or what was chosen before', () => {
    const fresh = fieldsOf(settings, { secret: false });
    expect(fresh.map(({ kind, initial }) => [kind, initial])).toEqual([
      ['choice', 'me'],
      ['text', ''],
      ['number', ''],
      ['number', '45'],
      ['switch', 'true'],
      ['json', '{\n  "id": "/id"\n}'],
    ]);
    const chosen = fieldsOf(settings, { secret: false, values: { region: 'eu', minutes: 7 } });
    expect(chosen[0]?.initial).toBe('eu');
    expect(chosen[2]?.initial).toBe('7');
  });

  test('becomes values of the right kind, and what is empty stays the relay’s business', () => {
    const fields = fieldsOf(settings, { secret: false });
    const typed = { lead: '30', tablet: '', fields: '{"id":"/order/id"}', minutes: ' ' };
    expect(valuesOf(fields, typed)).toEqual({
      region: 'me',
      lead: 30,
      tablet: false,
      fields: { id: '/order/id' },
    });
  });

  test('an empty second secret is none, and secrets keep their spaces', () => {
    const fields = fieldsOf(credentials, { secret: true });
    expect(valuesOf(fields, { webhookSecrets: ' a b \n' })).toEqual({ webhookSecrets: [' a b '] });
    expect(valuesOf(fields, { webhookSecrets: 'new\nold', clientId: 'x' })).toEqual({
      webhookSecrets: ['new', 'old'],
      clientId: 'x',
    });
  });

  test('JSON that is none is told before it is sent', () => {
    const fields = fieldsOf(settings, { secret: false });
    expect(() => valuesOf(fields, { fields: '{id' })).toThrow(SyntaxError);
  });
});
