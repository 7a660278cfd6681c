import type { FastifyReply, FastifyRequest } from 'fastify';

export interface SessionCookie {
  readonly name: string;
  give(reply: FastifyReply, token: string, expiresAtMs: number): void;
  takeBack(reply: FastifyReply): void;
}

/**
 * The cookie no script can read and no other site can send. Behind https its name binds it to this very
 * host as well.
 *
 * @source RFC 6265bis, section 4.1.3.2, the `__Host-` prefix
 */
export function createSessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-wasla_session' : 'wasla_session';
  const attributes = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  return {
    name,
    give: (reply, token, expiresAtMs) =>
      void reply.setCookie(name, token, { ...attributes, expires: new Date(expiresAtMs) }),
    takeBack: (reply) => void reply.clearCookie(name, attributes),
  };
}

/** The token a call carries: scripts send it as a bearer, the page as its cookie. */
export function readToken(
  request: FastifyRequest,
  { name }: SessionCookie,
): { token: string; from: 'bearer' | 'cookie' } | undefined {
  const bearer = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, from: 'bearer' };
  const token = request.cookies[name];
  return token === undefined ? undefined : { token, from: 'cookie' };
}
