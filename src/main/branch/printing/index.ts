export { PrintQueue, type PrintQueueDeps } from './print-queue.ts';
export type { PrintedOrders } from './printed-orders.ts';
export { createPrinterStates } from './printer-states.ts';
export type { PrinterRow } from './printers-repo.ts';
export { printingRoutes } from './printing-routes.ts';
export { PrintingService } from './printing-service.ts';
export { createTickets, ticketsByOrder, type Tickets } from './tickets.ts';
