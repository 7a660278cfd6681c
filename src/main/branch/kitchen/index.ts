export { kitchenRoutes } from './kitchen-routes.ts';
export { KitchenService } from './kitchen-service.ts';
