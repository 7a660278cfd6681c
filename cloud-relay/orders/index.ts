/** Orders as the relay keeps them: written in the transaction of what caused it, read for branch and console. */
export { addChanges, listChanges, type OrderChange } from './changes.ts';
export { addHops, listHops, type OrderHop } from './hops.ts';
export { orderIdOf } from './order-id.ts';
export {
  applyChange,
  findOrder,
  getOrder,
  listOrders,
  type MoveScope,
  type NewOrder,
  type OrderFilter,
  recordOrders,
  setCourier,
  setStatus,
  type StoredOrder,
} from './orders-repo.ts';
