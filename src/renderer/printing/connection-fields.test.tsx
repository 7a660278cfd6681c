import { expect, test } from 'vitest';
import { connectionOf, typedOf, type TypedConnection } from './connection-fields.tsx';

const typing = (
  part: Partial<TypedConnection['values']>,
  kind: TypedConnection['kind'] = 'tcp',
) => {
  const blank = typedOf(null);
  return connectionOf({ ...blank, kind, values: { ...blank.values, ...part } });
};

test('address and port of a printer may be typed with the digits of an Arabic keyboard', () => {
  expect(typing({ host: '١٩٢.١٦٨.١.٥٠', port: '٩١٠٠' }).connection).toEqual({
    kind: 'tcp',
    host: '192.168.1.50',
    port: 9_100,
  });
});

test('the name of a queue stays as it is written', () => {
  expect(typing({ queue: 'طابعة ١' }, 'spooler').connection).toEqual({
    kind: 'spooler',
    queue: 'طابعة ١',
  });
});

test('what is no number is named', () => {
  expect(typing({ host: '192.168.1.50', port: 'x' }).wrong).toEqual(['port']);
});
