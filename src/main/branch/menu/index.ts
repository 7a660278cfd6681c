export { menuRoutes } from './menu-routes.ts';
export { MenuService, type PricedProduct } from './menu-service.ts';
export { takeWish } from './take-wish.ts';
export { createOutageWatch } from './outage-watch.ts';
