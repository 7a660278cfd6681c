export { PrintQueue, type PrintQueueDeps } from './print-queue.ts';
export type { PrintedOrders } from './printed-orders.ts';
export { createPrinterStates } from './printer-states.ts';
export type { PrinterRow } from './printers-repo.ts';
export { printingRoutes } from './printing-routes.ts';
export { PrintingService } from './printing-service.ts';
export { countPrintTrouble, listRemotePapers, queueRemotePaper } from './remote-papers.ts';
export { createPrintJobs, printJobsByOrder, type PrintJobs } from './print-jobs.ts';
export { transportOf } from './transports.ts';
