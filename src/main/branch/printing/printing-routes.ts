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
    serve(app, branchApi.testPrinter, ({ id }) => ({ printJob: printing.testPrinter(id) }));
    serve(app, branchApi.listPrintJobs, () => ({ printJobs: printing.listPrintJobs() }));
    serve(app, branchApi.cancelPrintJob, ({ id }) => {
      printing.cancelPrintJob(id);
      return {};
    });
  };
}
