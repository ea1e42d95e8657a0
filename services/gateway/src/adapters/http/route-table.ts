import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { operationKey, type Operation } from './operation.ts';

/** What is known of a route before anything of its request is read. */
export interface Route {
  readonly operation: Operation;
  /** Names of the query parameters that it takes. */
  readonly parameters: ReadonlySet<string>;
  readonly takesBody: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    vafa?: Route;
  }
}

const bodyParameter = 3;
const queryParameter = 4;

type Arguments = Readonly<Record<string, { readonly schema?: z.ZodType }>>;

const argumentsOf = (controller: Type, handler: string, kind: number): readonly { readonly schema?: z.ZodType }[] => {
  const all = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as Arguments;
  return Object.entries(all).flatMap(([name, argument]) => (name.startsWith(`${String(kind)}:`) ? [argument] : []));
};

const namesIn = (schema: z.ZodType | undefined): string[] => {
  if (schema === undefined) return [];
  const { shape, innerType, in: input } = schema._zod.def as { shape?: object; innerType?: z.ZodType; in?: z.ZodType };
  return shape ? Object.keys(shape) : namesIn(innerType ?? input);
};

const routesOf = (controller: Type): [string, Route][] => {
  const prefix = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '');
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((name): [string, Route][] => {
    const handler = prototype[name];
    const operation =
      name === 'constructor'
        ? undefined
        : (Reflect.getMetadata(operationKey, handler as object) as Operation | undefined);
    if (operation === undefined || handler === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const path = [prefix, String(Reflect.getMetadata(PATH_METADATA, handler))]
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter((part) => part !== '');
    const parameters = new Set(argumentsOf(controller, name, queryParameter).flatMap(({ schema }) => namesIn(schema)));
    const takesBody = argumentsOf(controller, name, bodyParameter).length > 0 || operation.writes === 'upload';
    return [[`${method} /${path.join('/')}`, { operation, parameters, takesBody }]];
  });
};

/** Notes with each route, while it is registered, what its declaration says; and bounds its body. */
export const noteRoutes = (fastify: FastifyInstance, controllers: readonly Type[]): void => {
  const routes = new Map(controllers.flatMap(routesOf));
  fastify.addHook('onRoute', (options) => {
    const method = String(options.method) === 'HEAD' ? 'GET' : String(options.method);
    const route = routes.get(`${method} ${options.url}`);
    if (!route) return;
    options.config = { ...options.config, vafa: route };
    if (route.operation.bodyBytesMax !== undefined) options.bodyLimit = route.operation.bodyBytesMax;
  });
};

/** Undefined for what no controller serves: the documentation, the first page, and what is not there. */
export const routeOf = (request: FastifyRequest): Route | undefined =>
  request.is404 ? undefined : request.routeOptions.config.vafa;
