export {
  getLocalToken,
  networkAddresses,
  ownHosts,
  tokenFileOf,
  tokenLink,
  type Access,
} from './access.ts';
export { createApp } from './app.ts';
export { branchRoutes, type BranchRoutesDeps } from './branch-routes.ts';
export { createLanDoor, type LanDoor } from './lan-door.ts';
export { createLive } from './live.ts';
