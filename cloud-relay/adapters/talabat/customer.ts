import type { Order } from '../../../src/shared/contract/order.ts';
import { filled, position } from '../fields.ts';
import type { Dispatch, SentAddress } from './payload.ts';

/** Who ordered and where to, as far as the platform tells. */
export function customerOf({ customer, delivery }: Dispatch): Order['customer'] {
  const name = filled(customer.firstName, customer.lastName).join(' ');
  const phone = customer.mobilePhone;
  const address = delivery.address ? addressOf(delivery.address) : null;
  return name || phone || address ? { name, phone, address } : null;
}

function addressOf(sent: NonNullable<SentAddress>): NonNullable<Order['customer']>['address'] {
  const labelled = (label: string, value: string) => (value.trim() ? `${label} ${value}` : '');
  const lines = filled(
    sent.company,
    sent.line1,
    sent.line2,
    sent.line3,
    sent.line4,
    sent.line5,
    filled(sent.street, sent.number).join(' '),
    filled(
      labelled('building', sent.building),
      sent.structure,
      labelled('entrance', sent.entrance),
      labelled('floor', sent.floor),
      labelled('flat', sent.flatNumber),
      labelled('room', sent.room),
      labelled('intercom', sent.intercom),
    ).join(', '),
    filled(sent.district, sent.deliveryArea, sent.deliveryMainArea).join(', '),
    filled(sent.postcode, sent.city).join(' '),
    sent.other,
  );
  const place = position(sent.latitude, sent.longitude);
  const isEmpty = lines.length === 0 && !('latitude' in place) && !sent.deliveryInstructions;
  return isEmpty ? null : { lines, note: sent.deliveryInstructions, ...place };
}
