import { messages } from '@vafa/contracts/shapes';
import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { PageQuery, reference, toPage } from '../scalars.ts';
import { answerOf, listAnswer, pageAnswer, type Answer } from './answers.ts';
import type { Asked } from './asked.ts';
import { nested, sentOf } from './bodies.ts';
import { fieldsOf, plain, type Field } from './fields.ts';
import type { Overlay } from './overlay.ts';
import { callRpc, rpcShape, type RequestOf, type ResponseOf, type RpcName } from './rpc.ts';

type Values = Readonly<Record<string, unknown>>;

interface Body {
  /** Its name among the components of OpenAPI. */
  readonly id?: string;
  readonly example?: object;
  /** What REST says of the rpc's request, or of the one message in it. Default: nothing. */
  readonly of?: Overlay;
}

/** One operation: what OpenAPI says of it, and the rpc that answers it. */
export interface Declaration<R extends RpcName> extends Omit<Operation, 'answer' | 'asks'> {
  /** Rpcs that are asked beside the one that answers, and whose errors are handed on. */
  readonly asks?: readonly RpcName[];
  readonly answer: Overlay;
  readonly body?: Body;
  /** Limits of parameters in the path that are no ids. */
  readonly path?: Readonly<Record<string, z.ZodType>>;
  /** Fields of the request that the client does not send. */
  readonly fill?: { readonly [K in keyof RequestOf<R>]?: (asked: Asked) => RequestOf<R>[K] };
  /** What is looked up before the rpc is asked. */
  readonly prepare?: (request: RequestOf<R>, asked: Asked) => Promise<RequestOf<R>>;
  /** The answer as this caller may see it. */
  readonly show?: (response: ResponseOf<R>, asked: Asked) => ResponseOf<R>;
}

export interface Route {
  readonly verb: string;
  readonly address: string;
  readonly operation: Operation;
  readonly path?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly execute: (asked: Asked, path: Values, query: Values, body: Values) => Promise<unknown>;
}

const ofEvery: Readonly<Record<string, (asked: Asked) => unknown>> = {
  clubId: ({ club }) => club.id,
  key: ({ key }) => key,
};

const holds = (message: string, property: string): boolean =>
  (messages[message] ?? []).some((field) => field.property === property);

/** How an answer is made: of the whole response, of its one message, or of its list. */
const answerFrom = (response: string, overlay: Overlay): Answer => {
  if (overlay.message === response) return answerOf(overlay);
  const field = (messages[response] ?? []).find(({ type }) => type === overlay.message);
  if (!field) throw new Error(`${response} holds no ${overlay.message}`);
  const { property } = field;
  if (field.list)
    return holds(response, 'nextPageToken') ? pageAnswer(overlay, property) : listAnswer(overlay, property);
  const { schema, toRest } = answerOf(overlay);
  const told = (message: Values): unknown => {
    if (message[property] === undefined) throw new Error('a service answered without its message');
    return toRest(message[property] as never);
  };
  return { schema, toRest: told };
};

interface Parts {
  readonly schema?: z.ZodType;
  readonly toMessage: (sent: never) => Values;
}

const nothing: Parts = { toMessage: () => ({}) };

const named = (schema: z.ZodType, { of: _of, ...meta }: Body): z.ZodType => schema.meta({ ...meta });

/** The body: the request itself without what comes from elsewhere, or the one message that the request holds. */
const bodyOf = (request: string, body: Body | undefined, isElsewhere: (field: Field) => boolean): Parts => {
  if (body === undefined) return nothing;
  const of = body.of ?? plain(request);
  if (of.message === request) {
    const sent = sentOf({ fields: fieldsOf(of).filter((field) => !isElsewhere(field)) });
    return { schema: named(sent.schema, body), toMessage: sent.toMessage };
  }
  const field = (messages[request] ?? []).find(({ type }) => type === of.message);
  if (!field) throw new Error(`${request} holds no ${of.message}`);
  const { judged, toMessage } = nested(of);
  return { schema: named(judged, body), toMessage: (sent) => ({ [field.property]: toMessage(sent) }) };
};

const queryOf = (fields: readonly Field[], takesPage: boolean): Parts => {
  if (fields.length === 0 && !takesPage) return nothing;
  const { schema, toMessage } = sentOf({ fields, optional: true });
  if (!takesPage) return { schema, toMessage };
  return {
    schema: PageQuery.extend(schema.shape),
    toMessage: (sent: PageQuery) => ({ ...toMessage(sent as never), page: toPage(sent) }),
  };
};

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

const namesIn = (address: string): string[] => [...address.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

const pathOf = (names: readonly string[], limits: Readonly<Record<string, z.ZodType>>): Parts => {
  if (names.length === 0) return nothing;
  const schema = z.strictObject(Object.fromEntries(names.map((name) => [name, limits[name] ?? reference()])));
  return {
    schema,
    toMessage: (sent: Values) => Object.fromEntries(Object.entries(sent).map(([name, value]) => [camel(name), value])),
  };
};

const heldBy = (message: string, values: readonly [string, unknown][]): Values =>
  Object.fromEntries(values.filter(([name]) => holds(message, name)));

/** What neither body nor query tells, put where the request, or the message in it, has a field for it. */
const placed = (request: string, inner: string | undefined, values: Values, told: Values): Values => {
  const own = heldBy(request, Object.entries(values));
  if (inner === undefined) return { ...told, ...own };
  const property = Object.keys(told)[0] ?? '';
  const within = heldBy(
    inner,
    Object.entries(values).filter(([name]) => name !== 'key'),
  );
  return { ...own, [property]: { ...(told[property] as Values), ...within } };
};

/** An operation that one rpc answers. Raises, when it is loaded, where declaration and contract do not agree. */
export const route = <R extends RpcName>(
  place: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
  rpc: R,
  declaration: Declaration<R>,
): Route => {
  const { answer: overlay, asks = [], body, path: limits = {}, fill = {}, prepare, show, ...operation } = declaration;
  const [verb = '', address = ''] = place.split(' ');
  const { request, response } = rpcShape(rpc);
  const fills = { ...ofEvery, ...(fill as typeof ofEvery) };
  const names = namesIn(address);
  const isElsewhere = ({ name, property }: Field): boolean =>
    property in fills || property === 'page' || names.includes(name);
  const path = pathOf(names, limits);
  const sent = bodyOf(request, body, isElsewhere);
  const asksByQuery = verb === 'GET' ? fieldsOf(plain(request)).filter((field) => !isElsewhere(field)) : [];
  const query = queryOf(asksByQuery, holds(request, 'page'));
  const answer = answerFrom(response, overlay);
  const inner = body?.of !== undefined && body.of.message !== request ? body.of.message : undefined;
  const isFilled = Object.entries(fills).filter(
    ([name]) => holds(request, name) || (inner !== undefined && holds(inner, name)),
  );
  const execute: Route['execute'] = async (asked, fromPath, fromQuery, fromBody) => {
    const told = { ...sent.toMessage(fromBody as never), ...query.toMessage(fromQuery as never) };
    const filled = Object.fromEntries(isFilled.map(([name, value]) => [name, value(asked)]));
    const message = placed(request, inner, { ...path.toMessage(fromPath as never), ...filled }, told) as RequestOf<R> &
      object;
    const ready = prepare ? await prepare(message, asked) : message;
    const responded = await callRpc(asked.services, rpc, ready as object);
    return answer.toRest((show ? show(responded as ResponseOf<R>, asked) : responded) as never);
  };
  return {
    verb,
    address,
    operation: { ...operation, asks: [rpc, ...asks], answer: answer.schema },
    ...(path.schema && { path: path.schema }),
    ...(query.schema && { query: query.schema }),
    ...(sent.schema && { body: sent.schema }),
    execute,
  };
};
