import { type Bill, type BillKind, Customer } from '../../../shared/contract/bill.ts';
import { latinDigits } from '../../../shared/contract/digits.ts';

/** What is typed about a customer; parts of an address stand in the order in which a driver reads them. */
export interface CustomerDraft {
  readonly phone: string;
  readonly name: string;
  readonly area: string;
  readonly street: string;
  readonly building: string;
  readonly note: string;
  readonly kind: BillKind;
}

export const addressParts = ['area', 'street', 'building'] as const;

export function draftOf({ kind, customer }: Pick<Bill, 'kind' | 'customer'>): CustomerDraft {
  return fill(
    { phone: '', name: '', area: '', street: '', building: '', note: '', kind },
    customer,
  );
}

/** Takes over who was found; what kind of sale it is stays. */
export function fill(draft: CustomerDraft, customer: Customer | null): CustomerDraft {
  if (!customer) return draft;
  const [area = '', street = '', ...building] = customer.address?.lines ?? [];
  return {
    ...draft,
    phone: customer.phone,
    name: customer.name,
    area,
    street,
    building: building.join(', '),
    note: customer.address?.note ?? '',
  };
}

export type DraftFault = 'phone' | 'address';

/** The customer as the branch takes it, null when nothing was typed; or the field that is missing or wrong. */
export function customerOf(
  draft: CustomerDraft,
): { readonly customer: Customer | null } | { readonly fault: DraftFault } {
  const lines = addressParts.map((part) => draft[part].trim());
  const hasAddress = lines.some((line) => line !== '');
  const isEmpty = !hasAddress && [draft.phone, draft.name].every((text) => text.trim() === '');
  if (isEmpty && draft.kind !== 'delivery') return { customer: null };
  const parsed = Customer.safeParse({
    phone: latin(draft.phone),
    name: draft.name,
    address: hasAddress ? { lines: withoutEnd(lines), note: draft.note.trim() } : null,
  });
  if (!parsed.success) return { fault: 'phone' };
  if (draft.kind === 'delivery' && !hasAddress) return { fault: 'address' };
  return { customer: parsed.data };
}

/** An empty part in the middle keeps its place, so that the parts are found again. */
function withoutEnd(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, last + 1);
}

/** A telephone number in Latin digits, however the keyboard writes them. */
export function latin(phone: string): string {
  return latinDigits(phone).trim();
}
