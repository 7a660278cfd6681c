export { getLocalToken, ownHosts, tokenFileOf, tokenLink, type Access } from './access.ts';
export { createApp } from './app.ts';
export { branchRoutes } from './branch-routes.ts';
export { createLive } from './live.ts';
