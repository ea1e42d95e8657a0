import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Put, Query, Res, type Type } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@vafa/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import type { Services } from '../../grpc/services.ts';
import { Limits } from '../limits.ts';
import { Operation } from '../operation.ts';
import { TheContext, type RequestContext } from '../request-context.ts';
import { CLOCK, SERVICES } from '../services-token.ts';
import { Asked, type AskedFrom } from './asked.ts';
import type { Route } from './route.ts';

type Values = Readonly<Record<string, unknown>>;

/** What every controller is made of. */
interface Parts {
  readonly services: Services;
  readonly clubs: RememberedClubs;
  readonly limits: Limits;
  readonly clock: Clock;
}

const verbs: Readonly<Record<string, (path: string) => MethodDecorator>> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  PATCH: Patch,
  DELETE: Delete,
};

/** A controller as if it were written by hand: guards, pipes, interceptors and OpenAPI see no difference. */
export const controllerOf = (tag: string, routes: readonly Route[]): Type => {
  @ApiTags(tag)
  @Controller()
  class Routes {
    constructor(
      @Inject(SERVICES) readonly services: Services,
      readonly clubs: RememberedClubs,
      readonly limits: Limits,
      @Inject(CLOCK) readonly clock: Clock,
    ) {}
  }
  for (const route of routes) add(Routes, route);
  Reflect.defineMetadata(routesKey, routes, Routes);
  return Routes;
};

const routesKey = 'vafa:routes';

/** The routes that such controllers were made of, by their operations. */
export const routesIn = (controllers: readonly Type[]): ReadonlyMap<string, Route> => {
  const routes = controllers.flatMap((each) => (Reflect.getMetadata(routesKey, each) ?? []) as readonly Route[]);
  return new Map(routes.map((route) => [route.operation.id, route]));
};

const heldStatus = 202;

/** Where a request comes from, for whoever answers it. */
export const fromOf = ({
  ip: address,
  headers,
  params,
  query,
  vafa: { person, rawBody },
}: FastifyRequest): AskedFrom => ({
  address,
  ifMatch: headers['if-match'],
  isPerson: person !== undefined,
  name: person?.account.name ?? '',
  sent: {
    path: params as Readonly<Record<string, string>>,
    query: query as Readonly<Record<string, string>>,
    ...(rawBody !== undefined && rawBody.trim() !== '' && { body: rawBody }),
  },
});

const places = [
  ['path', Param],
  ['query', Query],
  ['body', Body],
] as const;

const add = (controller: Type<Parts>, route: Route): void => {
  const { id } = route.operation;
  const { prototype } = controller as { prototype: object };
  const handler = async function (
    this: Parts,
    context: RequestContext,
    path: Values,
    query: Values,
    body: Values,
    reply: FastifyReply,
  ): Promise<unknown> {
    const { services, clubs, limits, clock } = this;
    const asked = new Asked(services, clubs, limits, clock, context, fromOf(reply.request));
    const answer = await route.execute(asked, path ?? {}, query ?? {}, body ?? {});
    if (asked.isHeld) void reply.status(heldStatus);
    if (asked.etag !== undefined) void reply.header('etag', asked.etag);
    return answer;
  };
  // OpenAPI looks for what it knows of a handler by the function's own name.
  Object.defineProperty(handler, 'name', { value: id });
  const property = { value: handler, writable: true, configurable: true };
  Object.defineProperty(prototype, id, property);
  Reflect.defineMetadata('design:paramtypes', [Object, Object, Object, Object, Object], prototype, id);
  TheContext()(prototype, id, 0);
  Res({ passthrough: true })(prototype, id, places.length + 1);
  for (const [at, [place, decorate]] of places.entries()) {
    const schema: z.ZodType | undefined = route[place];
    if (schema) decorate({ schema })(prototype, id, at + 1);
  }
  verbs[route.verb]?.(route.address)(prototype, id, property);
  if (route.emptyBody) ApiBody({ required: false })(prototype, id, property);
  Operation(route.operation)(prototype, id, property);
};
