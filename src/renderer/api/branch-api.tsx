import { createContext, useContext } from 'react';
import { ApiError, branchApi } from '../../shared/contract/branch-api.ts';
import { AppError, type ErrorCode, errorCodes } from '../../shared/contract/errors.ts';
import { requestOf, type Route } from '../../shared/contract/route.ts';
import { approvalHeader, staffHeader, StaffPermission } from '../../shared/contract/staff.ts';
import type { TillSession } from '../staff/till-session.ts';

type Routes = typeof branchApi;

/** Every call of the branch server by name, typed from the contract. */
export type BranchApi = {
  [Name in keyof Routes]: Routes[Name] extends Route<infer Input, infer Reply>
    ? (input: Input) => Promise<Reply>
    : never;
};

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** A branch on the same machine answers in milliseconds; after this long it is as good as gone. */
const timeoutMs = 8_000;
/** These wait for a printer, for its answer or until its paper is out, or read every sale of a year. */
const slowMs = new Map<Route, number>([
  [branchApi.checkPrinter, 15_000],
  // Of a year on a slow computer.
  [branchApi.readReport, 60_000],
  [branchApi.exportReport, 60_000],
  [branchApi.printRuler, 70_000],
  [branchApi.detectSerialLine, 70_000],
  // These read the whole database.
  [branchApi.makeBackup, 600_000],
  [branchApi.checkBackup, 600_000],
]);

/**
 * The branch server over HTTP, on the address the page came from. A call that needs more than the person at the till may do
 * asks for somebody who may, and goes on.
 *
 * @throws AppError with the branch's own code; `branch.unreachable` when nothing answered
 */
export function createHttpBranch(
  session: TillSession,
  send: Fetch = (path, init) => fetch(path, init),
): BranchApi {
  const calls = Object.entries(branchApi).map(([name, route]) => [
    name,
    (input: Record<string, unknown>) => callAllowed(route, input, { session, send }),
  ]);
  return Object.fromEntries(calls) as BranchApi;
}

interface Line {
  readonly session: TillSession;
  readonly send: Fetch;
}

async function callAllowed(
  route: Route,
  input: Record<string, unknown>,
  line: Line,
): Promise<unknown> {
  try {
    return await call(route, input, line);
  } catch (error) {
    const needed = StaffPermission.safeParse(route.permission);
    // What is only read is read without being asked for: nobody must be disturbed by it.
    if (route.method === 'GET' || !needed.success) throw error;
    if (codeOf(error) !== 'staff.permission_needed') throw error;
    const approval = await line.session.seek(needed.data);
    if (approval === null) throw error;
    return call(route, input, line, approval);
  }
}

async function call(
  route: Route,
  input: Record<string, unknown>,
  { session, send }: Line,
  approval = '',
): Promise<unknown> {
  const { method, address, body } = requestOf(route, input);
  const response = await send(address, {
    method,
    credentials: 'same-origin',
    signal: AbortSignal.timeout(slowMs.get(route) ?? timeoutMs),
    headers: {
      [staffHeader]: session.token(),
      [approvalHeader]: approval,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new AppError('branch.unreachable', 'no answer from the branch server', { cause });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw errorOf(response.status, answer);
  const reply = route.reply.safeParse(answer);
  if (reply.success) return reply.data;
  throw new AppError('internal', `unreadable reply of ${route.path}`, { cause: reply.error });
}

function errorOf(status: number, body: unknown): AppError {
  const told = ApiError.safeParse(body);
  if (told.success && isErrorCode(told.data.code)) {
    return new AppError(told.data.code, told.data.message, { details: told.data.details });
  }
  const code = status === 401 ? 'auth.required' : 'internal';
  return new AppError(code, `answer ${status} without a known code`);
}

function isErrorCode(code: string): code is ErrorCode {
  return code in errorCodes;
}

/** The code of anything thrown, for the words a person reads. */
export function codeOf(thrown: unknown): ErrorCode {
  return thrown instanceof AppError ? thrown.code : 'internal';
}

const BranchApiContext = createContext<BranchApi | null>(null);
export const BranchApiProvider = BranchApiContext.Provider;

export function useBranchApi(): BranchApi {
  const api = useContext(BranchApiContext);
  if (!api) throw new Error('no BranchApiProvider above');
  return api;
}
