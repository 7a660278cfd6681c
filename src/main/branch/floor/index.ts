export { floorRoutes } from './floor-routes.ts';
export { createFloor } from './floor.ts';
