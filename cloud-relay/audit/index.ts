/** Who did what: written with its cause, read by the company's owner, never changed. */
export { type Actor, actorOf, recordAudit } from './audit-repo.ts';
export { auditRoutes } from './audit-routes.ts';
