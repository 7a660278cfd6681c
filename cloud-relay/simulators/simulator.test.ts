import { testSimulator } from './testing/simulator-conformance.ts';

const client = { clientId: 'client', clientSecret: 'secret' };

testSimulator('talabat', {
  webhookSecret: 'a-secret-of-the-middleware-that-is-long-enough-for-hs512-0123456789',
  username: 'plugin',
  password: 'secret',
  remoteId: 'abdoun',
});
testSimulator('careem', {
  ...client,
  webhookKey: 'static-key',
  brandId: 'brand-1',
  branchId: 'abdoun',
});
testSimulator('deliveroo', {
  ...client,
  webhookSecret: 'portal-secret',
  brandId: 'brand-1',
  siteId: 'site-1',
});
testSimulator('generic', {
  signingKeys: ['whsec_QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8='],
  verifyingKeys: ['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX'],
  storeId: 'abdoun',
});
