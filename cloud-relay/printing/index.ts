/** Printing as it is seen and asked for from afar; the printing itself is the branches' own. */
export { toReportView } from './branch-report.ts';
export { printRoutes } from './print-routes.ts';
export { saveReport } from './print-requests-repo.ts';
export { greetWithTemplates, saveTemplate } from './templates.ts';
