import { readFileSync } from 'node:fs';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { PrinterSettings } from '../../src/shared/contract/printing.ts';
import type { Route } from '../../src/shared/contract/route.ts';
import { callRoute } from './http-call.ts';

export interface BranchClient {
  call<Input extends object, Reply>(route: Route<Input, Reply>, input: Input): Promise<Reply>;
}

/**
 * Talks to a branch server as its till does, with the token of the installation.
 *
 * @param headers such as who is signed in at the till
 */
export function createBranchClient(
  baseUrl: string,
  tokenFile: string,
  headers: Readonly<Record<string, string>> = {},
): BranchClient {
  const token = readFileSync(tokenFile, 'utf8').trim();
  return { call: (route, input) => callRoute(route, input, { baseUrl, token, headers }) };
}

/** Adds the printer, or gives the one of that name its new address. */
export async function ensurePrinter(
  branch: BranchClient,
  { host, port, ...named }: { name: string; host: string; port: number; profile: string },
): Promise<void> {
  const printer = PrinterSettings.parse({ ...named, connection: { kind: 'tcp', host, port } });
  const { printers } = await branch.call(branchApi.listPrinters, {});
  const known = printers.find(({ name }) => name === printer.name);
  if (known) await branch.call(branchApi.changePrinter, { ...printer, id: known.id });
  else await branch.call(branchApi.addPrinter, printer);
}
