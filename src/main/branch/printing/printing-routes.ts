import type { FastifyInstance } from 'fastify';
import { branchApi } from '../../../shared/contract/branch-api.ts';
import { serve } from '../http/route.ts';
import type { DiscoveryService } from './discovery-service.ts';
import type { PrintDesk } from './print-desk.ts';
import type { PrintingService } from './printing-service.ts';
import type { StationsService } from './stations-service.ts';

export interface PrintingParts {
  readonly printing: PrintingService;
  readonly desk: PrintDesk;
  readonly stations: StationsService;
  readonly discovery: DiscoveryService;
}

export function printingRoutes({ printing, desk, stations, discovery }: PrintingParts) {
  return async (app: FastifyInstance) => {
    printerRoutes(app, printing, desk);
    stationRoutes(app, stations);
    printJobRoutes(app, desk);
    discoveryRoutes(app, discovery);
  };
}

function printerRoutes(app: FastifyInstance, printing: PrintingService, desk: PrintDesk): void {
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
  serve(app, branchApi.divertPrinter, ({ id, toPrinterId }) => ({
    moved: desk.divert(id, toPrinterId),
  }));
}

function stationRoutes(app: FastifyInstance, stations: StationsService): void {
  serve(app, branchApi.listStations, () => stations.list());
  serve(app, branchApi.addStation, (settings) => ({ station: stations.add(settings) }));
  serve(app, branchApi.changeStation, (station) => ({ station: stations.change(station) }));
  serve(app, branchApi.removeStation, ({ id }) => {
    stations.remove(id);
    return {};
  });
}

function printJobRoutes(app: FastifyInstance, desk: PrintDesk): void {
  serve(app, branchApi.listPrintJobs, () => ({ printJobs: desk.listPrintJobs() }));
  serve(app, branchApi.cancelPrintJob, ({ id }) => {
    desk.cancel(id);
    return {};
  });
  serve(app, branchApi.retryPrintJob, ({ id }) => ({ printJob: desk.retry(id) }));
  serve(app, branchApi.answerPrintJob, ({ id, isOnPaper }) => ({
    printJob: desk.answer(id, isOnPaper),
  }));
  serve(app, branchApi.movePrintJob, ({ id, printerId }) => ({
    printJob: desk.move(id, printerId),
  }));
  serve(app, branchApi.reprintPrintJob, ({ id, reason }) => ({
    printJob: desk.reprint(id, reason),
  }));
  serve(app, branchApi.printOrderPaper, ({ id, document }) => ({
    printJob: desk.printOrderPaper({ orderId: id, document, reason: '' }),
  }));
  serve(app, branchApi.printDayReport, () => ({ printJob: desk.printDayReport() }));
}

function discoveryRoutes(app: FastifyInstance, discovery: DiscoveryService): void {
  serve(app, branchApi.startDiscovery, () => discovery.begin());
  serve(app, branchApi.readDiscovery, () => discovery.read());
  serve(app, branchApi.stopDiscovery, () => {
    discovery.cancel();
    return {};
  });
  serve(app, branchApi.checkPrinter, ({ connection }) => discovery.check(connection));
  serve(app, branchApi.printRuler, ({ connection, profile }) =>
    discovery.printRuler(connection, profile),
  );
  serve(app, branchApi.detectSerialLine, ({ path }) => discovery.detectSerialLine(path));
}
