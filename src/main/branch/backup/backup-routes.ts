import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import {
  backupFileRoute,
  backupMediaType,
  backupRoutes as routes,
  backupUploadRoute,
  type Backups,
  type RestoreOffer,
} from '../../../shared/contract/backup.ts';
import { demandPermission, serve } from '../http/route.ts';
import type { BackupFolder } from './backups.ts';
import type { Restore } from './restore.ts';

/** More than a branch gathers in ten years. */
const largestUploadBytes = 20 * 1024 ** 3;
const permission = 'change_settings';

export interface BackupRoutesDeps {
  readonly folder: BackupFolder;
  readonly restore: Restore;
  list(): Promise<Backups>;
  /** Called once the answer is on its way. */
  startAnew(): void;
}

export function backupRoutes(deps: BackupRoutesDeps) {
  const { folder, restore } = deps;
  return async (app: FastifyInstance) => {
    serve(app, routes.listBackups, () => deps.list());
    serve(app, routes.makeBackup, async () => ({ backup: await folder.make('manual') }));
    serve(app, routes.checkBackup, ({ name }) => restore.check(folder.pathOf(name)));
    serve(app, routes.restoreBackup, ({ id }) => {
      restore.makeReady(id);
      deps.startAnew();
      return {};
    });
    serveFiles(app, deps);
  };
}

/** Files of any size, never held in memory whole. */
function serveFiles(app: FastifyInstance, { folder, restore }: BackupRoutesDeps): void {
  app.addContentTypeParser(backupMediaType, (_request, payload, done) => done(null, payload));
  app.get<{ Params: { name: string } }>(
    backupFileRoute.path,
    async ({ headers, params }, reply) => {
      demandPermission(app.doorman.identify(headers), permission);
      const path = folder.pathOf(params.name);
      return reply
        .type(backupMediaType)
        .header('content-length', statSync(path).size)
        .send(createReadStream(path));
    },
  );
  app.post<{ Body: Readable; Reply: RestoreOffer }>(
    backupUploadRoute.path,
    { bodyLimit: largestUploadBytes },
    async ({ headers, body }) => {
      const caller = app.doorman.identify(headers);
      demandPermission(caller, permission);
      const file = restore.uploadPath();
      try {
        await pipeline(body, createWriteStream(file, { mode: 0o600 }));
        const offer = await restore.check(file);
        const { method, path } = backupUploadRoute;
        const deed = { action: `${method} ${path}`, target: offer.id, permission } as const;
        app.doorman.carriedOut(caller, headers, deed);
        return offer;
      } finally {
        await rm(file, { force: true });
      }
    },
  );
}
