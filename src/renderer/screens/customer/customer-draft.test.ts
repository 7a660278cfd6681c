import { describe, expect, test } from 'vitest';
import { customerOf, draftOf, fill } from './customer-draft.ts';

const empty = draftOf({ kind: 'takeaway', customer: null });
const rana = {
  name: 'Rana',
  phone: '0791234567',
  address: { lines: ['Abdoun', '', '12, 3rd floor'], note: 'ring twice' },
};

describe('a customer that is typed', () => {
  test('is nobody while nothing is typed, but a delivery goes to somebody', () => {
    expect(customerOf(empty)).toEqual({ customer: null });
    expect(customerOf({ ...empty, kind: 'delivery' })).toEqual({ fault: 'phone' });
    expect(customerOf({ ...empty, kind: 'delivery', phone: '0791234567' })).toEqual({
      fault: 'address',
    });
    expect(customerOf({ ...empty, name: 'Rana' })).toEqual({ fault: 'phone' });
  });

  test('that was found is taken over and comes out the same', () => {
    const draft = fill({ ...empty, kind: 'delivery' }, rana);
    expect(draft).toMatchObject({ kind: 'delivery', area: 'Abdoun', street: '' });
    expect(customerOf(draft)).toEqual({ customer: rana });
  });

  test('may have a number in Arabic digits', () => {
    const draft = { ...empty, phone: '٠٧٩١٢٣٤٥٦٧' };
    expect(customerOf(draft)).toEqual({ customer: { ...rana, name: '', address: null } });
  });
});
