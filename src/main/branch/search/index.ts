export { createIndexWatch } from './index-watch.ts';
export { indexNewOrder, indexOrder } from './search-repo.ts';
export { searchRoutes } from './search-routes.ts';
