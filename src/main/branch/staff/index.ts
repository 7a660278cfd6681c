export { staffRoutes } from './staff-routes.ts';
export { forgetSignIns } from './staff-repo.ts';
export { StaffService } from './staff-service.ts';
