import { readFileSync } from 'node:fs';

/** The raw text of a fixture beside the caller's `testing` folder: `fixtures/<name>`. */
export function fixtureText(caller: string, name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, caller), 'utf8');
}

/** A fixture's value. */
export function fixture(caller: string, name: string): unknown {
  return JSON.parse(fixtureText(caller, name));
}
