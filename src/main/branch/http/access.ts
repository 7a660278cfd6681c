import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { signInUrl } from '../../../shared/contract/branch-api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { writePrivateFile } from '../private-file.ts';

const tokenName = 'local-token';

export function tokenFileOf(dataDir: string): string {
  return join(dataDir, tokenName);
}

/** The secret of this installation: who can read the data folder may use the till. Made on the first start. */
export function getLocalToken(dataDir: string): string {
  const file = tokenFileOf(dataDir);
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (known !== '') return known;
  const token = randomBytes(32).toString('base64url');
  writePrivateFile(`${file}.new`, token);
  renameSync(`${file}.new`, file);
  return token;
}

/** The address that signs a browser in. */
export function tokenLink(url: string, tokenFile: string): string {
  return signInUrl(url, readFileSync(tokenFile, 'utf8').trim());
}

/** Names the door by its port, because browsers share cookies between the ports of a host. */
export function cookieName(port: number): string {
  return `wasla_till_${port}`;
}

export interface Access {
  readonly port: number;
  readonly token: string;
  /** Host names and addresses under which this server may be called, without port. */
  readonly hosts: readonly string[];
}

export function ownHosts(host: string, lan: boolean): string[] {
  const here = ['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host];
  if (!lan) return here;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return [
    ...here,
    ...addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
  ];
}

/**
 * Refuses a request that was meant for another host: a page of a foreign name that was pointed at this
 * address (DNS rebinding) must not reach the till.
 *
 * @throws AppError `auth.forbidden`
 */
export function demandOwnHost(access: Access, headers: IncomingHttpHeaders): void {
  if (!isOwn(access, headers.host ?? '')) {
    throw new AppError('auth.forbidden', 'the request names another host');
  }
}

/** Refuses a request that a page of another origin has sent. @throws AppError `auth.forbidden` */
export function demandOwnOrigin(access: Access, headers: IncomingHttpHeaders): void {
  const { origin } = headers;
  const foreign = origin !== undefined && !isOwn(access, origin.replace(/^http:\/\//, ''));
  if (foreign || headers['sec-fetch-site'] === 'cross-site') {
    throw new AppError('auth.forbidden', 'the request comes from another origin');
  }
}

function isOwn({ hosts, port }: Access, host: string): boolean {
  const given = host.toLowerCase();
  return hosts.some((name) => given === `${name}:${port}` || (port === 80 && given === name));
}

/** @throws AppError `auth.required` when neither the header nor the cookie carries the token */
export function demandToken(access: Access, headers: IncomingHttpHeaders): void {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  const given = bearer ?? cookieOf(headers.cookie ?? '', cookieName(access.port));
  if (given === undefined || !isToken(access, given)) {
    throw new AppError('auth.required', 'no valid token');
  }
}

/** Takes the same time for every wrong token. */
export function isToken({ token }: Access, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(token), digest(given));
}

function cookieOf(header: string, name: string): string | undefined {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
