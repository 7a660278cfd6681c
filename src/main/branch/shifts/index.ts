export { ShiftBook, type AtDrawer } from './shift-book.ts';
export { shiftRoutes } from './shift-routes.ts';
export { ShiftsService } from './shifts-service.ts';
