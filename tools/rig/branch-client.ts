import { readFileSync } from 'node:fs';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { fillPath, type Route } from '../../src/shared/contract/route.ts';

export interface BranchClient {
  call<Input extends object, Reply>(route: Route<Input, Reply>, input: Input): Promise<Reply>;
}

/** Talks to a branch server as its till does, with the token of the installation. */
export function createBranchClient(url: string, tokenFile: string): BranchClient {
  const token = readFileSync(tokenFile, 'utf8').trim();
  return {
    async call(route, input) {
      const { path, rest } = fillPath(route.path, { ...(input as Record<string, unknown>) });
      const address = new URL(path, url);
      const inQuery = route.method === 'GET' || route.method === 'DELETE';
      if (inQuery) {
        for (const [name, value] of Object.entries(rest)) {
          address.searchParams.set(name, String(value));
        }
      }
      const response = await fetch(address, {
        method: route.method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(!inQuery && { 'content-type': 'application/json' }),
        },
        ...(!inQuery && { body: JSON.stringify(rest) }),
      });
      if (!response.ok) {
        throw new Error(`${route.method} ${path}: ${response.status} ${await response.text()}`);
      }
      return route.reply.parse(await response.json());
    },
  };
}

/** Adds the printer unless one of that name is there already. */
export async function ensurePrinter(
  branch: BranchClient,
  printer: { name: string; host: string; port: number; profile: string },
): Promise<void> {
  const { printers } = await branch.call(branchApi.listPrinters, {});
  const known = printers.find(({ name }) => name === printer.name);
  if (known) await branch.call(branchApi.changePrinter, { ...printer, id: known.id });
  else await branch.call(branchApi.addPrinter, printer);
}
