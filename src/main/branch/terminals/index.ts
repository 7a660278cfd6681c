export { listTerminals } from './terminals-repo.ts';
export { readLanSettings } from './terminal-settings.ts';
export { terminalsRoutes } from './terminals-routes.ts';
export { TerminalsService } from './terminals-service.ts';
