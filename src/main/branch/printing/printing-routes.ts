import type { FastifyInstance } from 'fastify';
import { branchApi } from '../../../shared/contract/branch-api.ts';
import { serve } from '../http/route.ts';
import type { PrintingService } from './printing-service.ts';

export function printingRoutes(printing: PrintingService) {
  return async (app: FastifyInstance) => {
    serve(app, branchApi.listPrinters, () => ({
      printers: printing.listPrinters(),
      profiles: printing.listProfiles(),
    }));
    serve(app, branchApi.addPrinter, (settings) => printing.addPrinter(settings));
    serve(app, branchApi.changePrinter, (printer) => printing.changePrinter(printer));
    serve(app, branchApi.removePrinter, ({ id }) => {
      printing.removePrinter(id);
      return {};
    });
    serve(app, branchApi.testPrinter, ({ id }) => ({ ticket: printing.testPrinter(id) }));
    serve(app, branchApi.listTickets, () => ({ tickets: printing.listTickets() }));
    serve(app, branchApi.cancelTicket, ({ id }) => {
      printing.cancelTicket(id);
      return {};
    });
  };
}
