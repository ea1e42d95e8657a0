import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * `signIn`: which of the staff has signed in. `device`: that somebody did in this browser before. `trip`: that one
 * was sent to an identity provider. `memberOf`: which member of the club with this code has.
 */
export type CookieName = 'signIn' | 'device' | 'trip' | { readonly memberOf: string };

const names = { signIn: 'vafa', device: 'vafa-device', trip: 'vafa-trip' } as const;
const valueOf = /^[A-Za-z0-9_-]{1,200}$/;

/** Browsers take a name that begins so over TLS only, for this host alone, and let no neighbour set it. */
const nameOf = (cookie: CookieName, request: FastifyRequest): string => {
  const name = typeof cookie === 'string' ? names[cookie] : `vafa-member.${cookie.memberOf}`;
  return request.protocol === 'https' ? `__Host-${name}` : name;
};

/** Its value; undefined when it is not there, not one of ours, or there twice. */
export const cookieOf = (request: FastifyRequest, cookie: CookieName): string | undefined => {
  const name = `${nameOf(cookie, request)}=`;
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(name))
    .map((pair) => pair.slice(name.length));
  const [value = ''] = found;
  return found.length === 1 && valueOf.test(value) ? value : undefined;
};

/** No script reads it, no other site has it sent; `Secure` where TLS is. */
export const setCookie = (
  request: FastifyRequest,
  reply: FastifyReply,
  cookie: CookieName,
  { value, seconds }: { readonly value: string; readonly seconds: number },
): void => {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${String(Math.max(0, Math.floor(seconds)))}${secure}`;
  void reply.header('set-cookie', `${nameOf(cookie, request)}=${value}; ${attributes}`);
};

export const dropCookie = (request: FastifyRequest, reply: FastifyReply, cookie: CookieName): void =>
  setCookie(request, reply, cookie, { value: '', seconds: 0 });
