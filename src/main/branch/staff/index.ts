export { staffRoutes } from './staff-routes.ts';
export { StaffService } from './staff-service.ts';
