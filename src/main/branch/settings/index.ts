export { createSettings, readSettings, type Settings } from './settings.ts';
export { settingsRoutes } from './settings-routes.ts';
