import { expect, test } from 'vitest';
import { isSigned, signMessage } from './standard-webhooks.ts';

const message = {
  id: 'msg_wasla_1',
  timestamp: 1_768_478_400,
  body: '{"type":"order.created","data":{"note":"بدون بصل"}}',
};
// Keys of counted bytes; signatures computed with OpenSSL's HMAC and Ed25519.
const shared = 'whsec_QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8=';
const secret = 'whsk_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=';
const open = 'whpk_ebVWLo/mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ=';
const v1 = 'v1,XwaO7wKk0jsYy746zXrK2DaczZ2mhEJjXuylFGhXqg8=';
const v1a =
  'v1a,rI0B9bPjoPA1LPikKa4Hx2lV6WyDAKby9iFPyK+tK83LkJ7xW+cTz0GEN9MD3Ib+spxNB/AZuhkBHqpV/k6/Dg==';

test('one signature per key, symmetric and asymmetric, separated by spaces', () => {
  expect(signMessage([shared, secret], message)).toEqual({
    'webhook-id': 'msg_wasla_1',
    'webhook-timestamp': '1768478400',
    'webhook-signature': `${v1} ${v1a}`,
  });
});

test('the specification’s own example verifies', () => {
  const example = {
    id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
    timestamp: 1_674_087_231,
    body: '{"type":"contact.created","timestamp":"2022-11-03T20:26:10.344522Z","data":{"id":"1f81eb52-5198-4599-803e-771906343485"}}',
  };
  const signature = 'v1,w9hHmpilBM+ZH5TWiqTF2V+zZhky2nrY7iwP4o0rZI0=';
  expect(isSigned(['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX'], example, signature)).toBe(true);
});

test('one good signature among several is enough, for either kind of key', () => {
  const other = 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
  expect(isSigned([shared], message, `${other} ${v1}`)).toBe(true);
  expect(isSigned([open], message, `${v1} ${v1a}`)).toBe(true);
  expect(isSigned(['whsec_AAAA', shared], message, v1)).toBe(true);
});

test.each([
  ['a changed body', { ...message, body: `${message.body} ` }, v1],
  ['a changed id', { ...message, id: 'msg_wasla_2' }, v1a],
  ['a changed time', { ...message, timestamp: message.timestamp + 1 }, v1],
  ['a signature cut short', message, v1.slice(0, -4)],
  ['an unknown version', message, v1.replace('v1', 'v2')],
  ['no signature', message, ''],
])('%s does not verify', (_what, changed, signatures) => {
  expect(isSigned([shared, open], changed, signatures)).toBe(false);
});
