import { canPrint } from '../../../printer/index.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { Db } from '../database/index.ts';
import { ableStations, placeOf, readPlaces, type Places } from './places.ts';
import type { PrinterStates } from './printer-states.ts';
import { routeKitchen } from './route-order.ts';

/**
 * Whether every printer that gets one of the order's kitchen tickets can print now; of all kitchen tickets with no
 * order. `unasked` while one has said nothing since the start and the others can.
 */
export function kitchenPaper(
  db: Db,
  states: PrinterStates,
  order: Order | null,
): 'able' | 'unable' | 'unasked' {
  const places = readPlaces(db);
  const printerIds = stationsFor(places, order).map((stationId) =>
    placeOf({ kind: 'kitchen', stationId, printerId: null }, places),
  );
  if (printerIds.length === 0) return 'unable';
  const said = printerIds.map((id) => (id === null ? 'unreachable' : states.find(id)));
  const isUnable = said.some(
    (state) => state === 'unreachable' || (state !== undefined && !canPrint(state)),
  );
  if (isUnable) return 'unable';
  return said.includes(undefined) ? 'unasked' : 'able';
}

/** Null stands for no station: the first printer gets it. */
function stationsFor(places: Places, order: Order | null): (string | null)[] {
  if (order) return routeKitchen(order, places).map(({ stationId }) => stationId);
  const stations = ableStations(places, 'kitchen').map(({ id }) => id);
  return stations.length > 0 ? stations : [null];
}
