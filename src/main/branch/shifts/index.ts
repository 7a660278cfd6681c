export { ShiftBook, type AtDrawer } from './shift-book.ts';
export { shiftRoutes } from './shift-routes.ts';
export { findShift, type StoredShift } from './shifts-repo.ts';
export { sumsOfShift } from './sums-of-shift.ts';
export { ShiftsService } from './shifts-service.ts';
