import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { signInUrl } from '../../../shared/contract/branch-api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { writePrivateFile } from '../private-file.ts';
import { mainTerminal, type CallingTerminal } from './calling-terminal.ts';

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
function cookieName(port: number): string {
  return `wasla_till_${port}`;
}

export interface Access {
  readonly port: number;
  readonly token: string;
  /** Host names and addresses under which this server may be called, without port. */
  readonly hosts: readonly string[];
  /** The terminal that was enrolled with this token, while it may come in. */
  identify(token: string, address: string): CallingTerminal | undefined;
  /** True for a call that came in from the local network. */
  isFromNetwork(request: Pick<IncomingMessage, 'socket'>): boolean;
}

/** @param lanAddresses where other machines find this one, while they may come in */
export function ownHosts(host: string, lanAddresses: readonly string[]): string[] {
  return ['localhost', '127.0.0.1', '[::1]', ...[host, ...lanAddresses].map(asHost)];
}

function asHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** Addresses of this machine in the local network: those of IPv4, which is what people type and routers give. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
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

/**
 * The terminal whose token the header or the cookie carries. The token of the installation is the counter PC's and opens
 * nothing from the network: it may do everything, and lines of the network are read along.
 *
 * @throws AppError `auth.required`
 */
export function demandTerminal(access: Access, request: IncomingMessage): CallingTerminal {
  const { authorization, cookie } = request.headers;
  const bearer = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  const given = bearer ?? cookieOf(cookie ?? '', cookieName(access.port)) ?? '';
  if (given !== '' && !access.isFromNetwork(request) && isToken(access, given)) return mainTerminal;
  const known = given === '' ? undefined : access.identify(given, addressOf(request));
  if (!known) throw new AppError('auth.required', 'no valid token');
  return known;
}

/** Where a call came from, without the prefix of an IPv4 address that arrived over IPv6. */
export function addressOf({ socket }: Pick<IncomingMessage, 'socket'>): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

/** The header that makes this browser the terminal of the token. */
export function terminalCookie({ port }: Pick<Access, 'port'>, token: string): string {
  return `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`;
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
