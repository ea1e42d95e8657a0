import { DomainError } from '@vafa/kernel';
import type { FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';

const csrfHeader = 'vafa-csrf-token';

const crossSite = (message: string): DomainError => new DomainError('forbidden', 'cross_site_request', message);

const hostOf = (origin: string): string | undefined => {
  if (!URL.canParse(origin)) return undefined;
  const { protocol, host } = new URL(origin);
  return protocol === 'http:' || protocol === 'https:' ? host : undefined;
};

/** Scheme and host of our pages, as the browser that asks knows them. */
export const ownOrigin = (request: FastifyRequest): string => `${request.protocol}://${ownHost(request) ?? ''}`;

/** The host without the port that its protocol has anyway, as browsers write it. */
const ownHost = ({ protocol, host }: FastifyRequest): string | undefined => hostOf(`${protocol}://${host}`);

/**
 * Raises `cross_site_request` for what a page of another origin had a browser send. `Origin` and `Sec-Fetch-Site` are
 * written by the browser; who leaves both out is none.
 */
export const requireOwnOrigin = (request: FastifyRequest): void => {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw crossSite('this was asked by a page of another site');
  if (origin === undefined) return;
  const isOwn = hostOf(origin) !== undefined && hostOf(origin) === ownHost(request);
  if (!isOwn || (request.protocol === 'https' && !origin.startsWith('https:')))
    throw crossSite('this was asked by a page of another origin');
};

const reading = new Set(['GET', 'HEAD']);

/**
 * Of a request that a cookie speaks for: raises `cross_site_request` when another site had it sent, or when a write
 * does not bring the token that only our own pages know.
 */
export const requireOwnPage = (request: FastifyRequest, csrfToken: string): void => {
  requireOwnOrigin(request);
  if (reading.has(request.method)) return;
  const sent = request.headers[csrfHeader];
  const given = Buffer.from(typeof sent === 'string' ? sent : '');
  const expected = Buffer.from(csrfToken);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw crossSite('send the csrf_token of GET /v1/sign-in in the header Vafa-Csrf-Token');
};
