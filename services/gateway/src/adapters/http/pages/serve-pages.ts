import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Club } from '@vafa/contracts/membership';
import type { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import { iconOf, manifestOf } from './club-looks.ts';
import type { PageFile, Pages, Packing } from './read-pages.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page for people: what stands behind its `?` is the page's own affair. */
    isPage?: true;
  }
}

/** Rooms of the web app, each with its own page: `/till` is `till.html`. */
const rooms = ['till', 'console', 'club'] as const;

/** The page runs and asks nothing but what this origin serves, and nobody shows it in a frame of theirs. */
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const headers = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
  vary: 'accept-encoding',
} as const;

/** The name of an asset holds a digest of its content, so it never changes. */
const kept = 'public, max-age=31536000, immutable';
/** A page names its assets: it is asked for each time, and told unchanged by its ETag. */
const asked = 'no-cache';

/** The smallest packing that the browser takes. */
const packingFor = (accepted: string | undefined, { packed }: PageFile): Packing | undefined => {
  const refused = /;\s*q=0(\.0*)?\s*$/;
  const names = (accepted ?? '')
    .toLowerCase()
    .split(',')
    .filter((each) => !refused.test(each))
    .map((each) => each.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((packing) => names.includes(packing) && packed[packing] !== undefined);
};

const isUnchanged = (condition: string | undefined, etag: string): boolean =>
  (condition ?? '').split(',').some((each) => each.trim() === '*' || each.trim().replace(/^(W\/)?/, 'W/') === etag);

const answer = (request: FastifyRequest, reply: FastifyReply, file: PageFile, cache: string): FastifyReply => {
  void reply.headers({ ...headers, 'cache-control': cache, etag: file.etag });
  if (isUnchanged(request.headers['if-none-match'], file.etag)) return reply.status(304).send();
  const packing = packingFor(request.headers['accept-encoding'], file);
  if (packing !== undefined) void reply.header('content-encoding', packing);
  return reply.type(file.type).send(packing === undefined ? file.plain : file.packed[packing]);
};

/** What a phone keeps of a club on its home screen. */
const serveLooks = (fastify: FastifyInstance, clubs: Pick<RememberedClubs, 'club'>): void => {
  const serve = (name: string, type: string, textOf: (club: Club) => string): void =>
    void fastify.get(`/club/:club_code/${name}`, { config: { isPage: true } }, async (request, reply) => {
      request.vafa.isVisit = true;
      const { club_code: code = '' } = request.params as { readonly club_code?: string };
      if (!/^[a-z0-9-]{2,40}$/.test(code)) throw new NotFoundException('no such club');
      const club = await clubs.club(code);
      return reply
        .headers({ ...headers, 'cache-control': asked })
        .type(type)
        .send(textOf(club));
    });
  serve('manifest.webmanifest', 'application/manifest+json', manifestOf);
  serve('icon.svg', 'image/svg+xml', iconOf);
};

/** What keeps a room for when there is no network; it may keep `/till` as well as what is below. */
const serveWorker = (fastify: FastifyInstance, room: string, pages: Pages): void => {
  const worker = pages.get(`${room}-sw.js`);
  if (worker === undefined) return;
  fastify.get(`/${room}/sw.js`, { config: { isPage: true } }, (request, reply) =>
    answer(request, reply.header('service-worker-allowed', `/${room}`), worker, asked),
  );
};

/** The last part of an address below a room has a dot when it names a file, and none is there. */
const namesFile = (path: string): boolean => /\.[^/]*$/.test(path);

/**
 * Serves the web app: `/till`, `/console` and `/club` and every address below them answer the page of the room, which
 * knows its own addresses; `/assets/…` its files. What is not there is a problem, never a page.
 */
export const servePages = (fastify: FastifyInstance, pages: Pages, clubs: Pick<RememberedClubs, 'club'>): void => {
  if (pages.size === 0) return;
  const config = { isPage: true } as const;
  serveLooks(fastify, clubs);
  for (const room of rooms) {
    const page = pages.get(`${room}.html`);
    if (page === undefined) continue;
    serveWorker(fastify, room, pages);
    const serve = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const below = (request.params as Readonly<Record<string, string>>)['*'] ?? '';
      if (namesFile(below)) throw new NotFoundException(`no such file in /${room}`);
      return answer(request, reply, page, asked);
    };
    fastify.get(`/${room}`, { config }, serve);
    fastify.get(`/${room}/*`, { config }, serve);
  }
  fastify.get('/assets/*', { config }, (request, reply) => {
    const file = pages.get(`assets/${(request.params as Readonly<Record<string, string>>)['*'] ?? ''}`);
    if (file === undefined) throw new NotFoundException('no such asset: the page that names it is of an earlier day');
    return answer(request, reply, file, kept);
  });
};
