/** What branches cannot sell or cook in the usual time, as they say it themselves. */
export { availabilityRoutes } from './availability-routes.ts';
export { saveAvailability, saveBusy, stillOut, toBusyView } from './said-repo.ts';
