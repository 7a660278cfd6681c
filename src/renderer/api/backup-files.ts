import {
  backupFileRoute,
  backupMediaType,
  backupUploadRoute,
  RestoreOffer,
} from '../../shared/contract/backup.ts';
import { ApiError } from '../../shared/contract/branch-api.ts';
import { AppError, type ErrorCode, errorCodes } from '../../shared/contract/errors.ts';
import { fillPath } from '../../shared/contract/route.ts';
import { approvalHeader, staffHeader } from '../../shared/contract/staff.ts';
import type { TillSession } from '../staff/till-session.ts';

/** Backups as files: to a stick and back. */
export interface BackupFiles {
  /** @throws AppError as every call */
  download(name: string): Promise<Blob>;
  /** Sends a file to the branch, which reads it whole. @throws AppError `backup.damaged`, `database.newer` */
  upload(file: Blob): Promise<RestoreOffer>;
}

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** A full disk of a slow PC is read in this time. */
const timeoutMs = 10 * 60_000;

export function createBackupFiles(
  session: TillSession,
  send: Fetch = (path, init) => fetch(path, init),
): BackupFiles {
  const once = async (path: string, init: RequestInit, approval = ''): Promise<Response> => {
    const response = await send(path, {
      ...init,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        [staffHeader]: session.token(),
        [approvalHeader]: approval,
        ...(init.body && { 'content-type': backupMediaType }),
      },
    }).catch((cause: unknown) => {
      throw new AppError('branch.unreachable', 'no answer from the branch server', { cause });
    });
    if (response.ok) return response;
    throw errorOf(await response.json().catch(() => undefined));
  };
  /** Asks for somebody who may, as every other call does. */
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    try {
      return await once(path, init);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'staff.permission_needed')) throw error;
      const approval = await session.seek('change_settings');
      if (approval === null) throw error;
      return once(path, init, approval);
    }
  };
  return {
    async download(name) {
      const { method, path } = backupFileRoute;
      const response = await call(fillPath(path, { name }).path, { method });
      return response.blob();
    },
    async upload(body) {
      const { method, path } = backupUploadRoute;
      const response = await call(path, { method, body });
      return RestoreOffer.parse(await response.json());
    },
  };
}

function errorOf(body: unknown): AppError {
  const told = ApiError.safeParse(body);
  if (!told.success) return new AppError('internal', 'an answer without a known code');
  const { code, message, details } = told.data;
  const known = code in errorCodes ? (code as ErrorCode) : 'internal';
  return new AppError(known, message, { details });
}
