export { createIndexWatch } from './index-watch.ts';
export { indexOrder } from './search-repo.ts';
export { searchRoutes } from './search-routes.ts';
