import type { FastifyInstance } from 'fastify';
import { reportRoutes } from '../../../shared/contract/report.ts';
import { serve } from '../http/route.ts';
import { csvFileName, reportCsv } from './report-csv.ts';
import { readReport, type ReportDeps } from './reports-service.ts';

export function reportsRoutes(deps: ReportDeps) {
  return async (app: FastifyInstance) => {
    serve(app, reportRoutes.readReport, (input) => readReport(deps, input));
    serve(app, reportRoutes.exportReport, async ({ table, language, ...input }) => {
      const report = await readReport(deps, input);
      return { fileName: csvFileName(report, table), text: reportCsv(report, table, language) };
    });
  };
}
