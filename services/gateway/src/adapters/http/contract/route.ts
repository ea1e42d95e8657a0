import { messages } from '@vafa/contracts/shapes';
import { DomainError } from '@vafa/kernel';
import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { NoBody, PageQuery, reference, toPage } from '../scalars.ts';
import { present } from '../values.ts';
import { answerOf, listAnswer, pageAnswer, type Answer } from './answers.ts';
import type { Asked } from './asked.ts';
import { isGiven, judgedBy, nested, sentOf } from './bodies.ts';
import { fieldsOf, plain, type Field } from './fields.ts';
import type { Overlay } from './overlay.ts';
import { heldAs, type HoldBack } from './held.ts';
import { callRpc, rpcShape, type RequestOf, type ResponseOf, type RpcName } from './rpc.ts';

type Values = Readonly<Record<string, unknown>>;

interface Body {
  /** Its name among the components of OpenAPI. */
  readonly id?: string;
  readonly example?: object;
  /** What REST says of the rpc's request, or of the message in it: the one, or one of a list. Default: nothing. */
  readonly of?: Overlay;
}

/** One operation: what OpenAPI says of it, and the rpc that answers it. */
export interface Declaration<R extends RpcName> extends Omit<Operation, 'answer' | 'asks' | 'ifMatch' | 'held'> {
  /** Rpcs that are asked beside the one that answers, and whose errors are handed on. */
  readonly asks?: readonly RpcName[];
  /** Default: nothing is answered. */
  readonly answer?: Overlay;
  /** All of a list are answered on one page, for the rpc knows no pages. */
  readonly onePage?: true;
  /** What the header If-Match names: the field of the request that has the revision that was seen. */
  readonly ifMatch?: keyof RequestOf<R> & string;
  /** The revision of what is answered: its ETag. */
  readonly etag?: (response: ResponseOf<R>) => number;
  readonly body?: Body;
  /** An empty body is taken too: clients send one with every write. */
  readonly emptyBody?: true;
  /** How long the rpc may take, where that is not the usual. */
  readonly deadlineMs?: number;
  /** What REST says of the request that a query makes; of a write, of the fields that a query has beside the body. */
  readonly query?: Overlay;
  /** Parameters of the path that are not named as the field that they are. */
  readonly named?: Readonly<Record<string, keyof RequestOf<R> & string>>;
  /** Limits of parameters in the path that are no ids. */
  readonly path?: Readonly<Record<string, z.ZodType>>;
  /** Fields of the request that the client does not send. */
  readonly fill?: { readonly [K in keyof RequestOf<R>]?: (asked: Asked) => RequestOf<R>[K] };
  /** What is looked up before the rpc is asked. */
  readonly prepare?: (request: RequestOf<R>, asked: Asked) => Promise<RequestOf<R>>;
  /** What waits for a second person instead of being done. */
  readonly holdBack?: HoldBack<RequestOf<R>>;
  /** How the rpc is asked, where it is not simply asked. */
  readonly through?: (
    request: RequestOf<R>,
    asked: Asked,
    ask: (request: RequestOf<R>) => Promise<ResponseOf<R>>,
  ) => Promise<ResponseOf<R>>;
  /** The field of the response that holds the thing as it was before: the audit log shows it beside the answer. */
  readonly audited?: keyof ResponseOf<R> & string;
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
  /** Its body may be left out. */
  readonly emptyBody?: true;
  readonly execute: (asked: Asked, path: Values, query: Values, body: Values) => Promise<unknown>;
}

const ofEvery: Readonly<Record<string, (asked: Asked) => unknown>> = {
  clubId: ({ club }) => club.id,
  key: ({ key }) => key,
};

const holds = (message: string, property: string): boolean =>
  (messages[message] ?? []).some((field) => field.property === property);

/** How an answer is made: of the whole response, of its one message, or of its list; `first`: of that alone in it. */
const answerFrom = (response: string, overlay: Overlay, first: boolean, onePage: boolean): Answer => {
  if (overlay.message === response) return answerOf(overlay);
  const field = (messages[response] ?? []).find(({ type }) => type === overlay.message);
  if (!field) throw new Error(`${response} holds no ${overlay.message}`);
  const { property } = field;
  if (field.list && !first)
    return onePage || holds(response, 'nextPageToken') ? pageAnswer(overlay, property) : listAnswer(overlay, property);
  const { schema, toRest } = answerOf(overlay);
  const told: Answer['toRest'] = (message: Values, asked) => {
    const value = field.list ? (message[property] as unknown[])[0] : message[property];
    return toRest(present(value) as never, asked);
  };
  return { schema, toRest: told };
};

interface Parts {
  readonly schema?: z.ZodType;
  readonly toMessage: (sent: never) => Values;
  /** Where the request holds the message that is sent, and whether among others. */
  readonly inner?: { readonly message: string; readonly property: string; readonly list: boolean };
}

const nothing: Parts = { toMessage: () => ({}) };

const named = (schema: z.ZodType, { of: _of, ...meta }: Body): z.ZodType => schema.meta({ ...meta });

/** The body: the request itself without what comes from elsewhere, or the one message that the request holds. */
const bodyOf = (request: string, body: Body | undefined, isElsewhere: (field: Field) => boolean): Parts => {
  if (body === undefined) return nothing;
  const of = body.of ?? plain(request);
  if (of.message === request) {
    const sent = sentOf({ fields: fieldsOf(of).filter((field) => !isElsewhere(field)) });
    return { schema: named(judgedBy(of, sent.schema), body), toMessage: sent.toMessage };
  }
  const field = (messages[request] ?? []).find(({ type }) => type === of.message);
  if (!field) throw new Error(`${request} holds no ${of.message}`);
  const { judged, toMessage } = nested(of);
  const inner = { message: of.message, property: field.property, list: field.list === true };
  return { schema: named(judged, body), toMessage, inner };
};

const queryOf = (of: Overlay, fields: readonly Field[], takesPage: boolean): Parts => {
  if (fields.length === 0 && !takesPage) return nothing;
  const { schema, toMessage } = sentOf({ fields, inQuery: true });
  if (!takesPage) return { schema: judgedBy(of, schema), toMessage };
  return {
    schema: judgedBy(of, PageQuery.extend(schema.shape)),
    toMessage: (sent: PageQuery) => ({ ...toMessage(sent as never), page: toPage(sent) }),
  };
};

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

const namesIn = (address: string): string[] => [...address.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

type Names = Readonly<Record<string, string>>;

const pathOf = (fields: Names, limits: Readonly<Record<string, z.ZodType>>): Parts => {
  const names = Object.keys(fields);
  if (names.length === 0) return nothing;
  const schema = z.strictObject(Object.fromEntries(names.map((name) => [name, limits[name] ?? reference()])));
  return {
    schema,
    toMessage: (sent: Values) => Object.fromEntries(names.map((name) => [fields[name], sent[name]])),
  };
};

const heldBy = (message: string, values: readonly [string, unknown][]): Values =>
  Object.fromEntries(values.filter(([name]) => holds(message, name)));

/** Where a request has fields beside its own: in the message that is sent, and in those that are flat. */
interface Places {
  readonly inner: Parts['inner'];
  readonly flats: readonly (readonly [property: string, message: string])[];
}

const flatsOf = ({ fields }: Overlay): Places['flats'] =>
  Object.entries(fields).flatMap(([property, { flat }]) => (flat ? [[property, flat.message] as const] : []));

/** The revision that If-Match names; undefined when any will do. Raises `invalid_request`. */
const revisionIn = (ifMatch: string | undefined): number | undefined => {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const revision = /^(?:W\/)?"?([1-9]\d{0,8})"?$/.exec(ifMatch.trim())?.[1];
  if (revision === undefined)
    throw new DomainError(
      'invalid',
      'invalid_request',
      'If-Match names the revision of what was read, as its ETag does',
    );
  return Number(revision);
};

/** What neither body nor query tells, put where the request, or the message in it, has a field for it. */
const placed = (request: string, { inner, flats }: Places, values: Values, sent: Values): Values => {
  const own = heldBy(request, Object.entries(values));
  const inFlats = flats.map(([property, message]) => [
    property,
    { ...(sent[property] as object), ...heldBy(message, Object.entries(values)) },
  ]);
  if (inner === undefined) return { ...sent, ...own, ...(Object.fromEntries(inFlats) as Values) };
  const withoutKey = Object.entries(values).filter(([name]) => name !== 'key');
  const message = { ...sent, ...heldBy(inner.message, withoutKey) };
  return { ...own, [inner.property]: inner.list ? [message] : message };
};

/** An operation that one rpc answers. Raises, when it is loaded, where declaration and contract do not agree. */
export const route = <R extends RpcName>(
  place: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
  rpc: R,
  declaration: Declaration<R>,
): Route => {
  const {
    answer: overlay,
    asks = [],
    body,
    query: asking,
    path: limits = {},
    named: other = {},
    ...rest
  } = declaration;
  const {
    fill = {},
    prepare,
    holdBack,
    through,
    show,
    audited,
    onePage,
    ifMatch,
    etag,
    emptyBody,
    deadlineMs,
    ...operation
  } = rest;
  const [verb = '', address = ''] = place.split(' ');
  const { request, response } = rpcShape(rpc);
  const fills = { ...ofEvery, ...(fill as typeof ofEvery) };
  const inPath = Object.fromEntries(namesIn(address).map((name) => [name, (other as Names)[name] ?? camel(name)]));
  const isElsewhere = ({ property }: Field): boolean =>
    property in fills || property === 'page' || Object.values(inPath).includes(property);
  const path = pathOf(inPath, limits);
  const ofQuery = asking ?? plain(request);
  const inQuery = (field: Field): boolean => !isElsewhere(field) && (verb === 'GET' || (!!asking && isGiven(field)));
  const asksByQuery = verb === 'GET' || asking ? fieldsOf(ofQuery).filter(inQuery) : [];
  const names = new Set(asksByQuery.map(({ property }) => property));
  const sent = bodyOf(request, body, (field) => isElsewhere(field) || names.has(field.property));
  const { inner } = sent;
  const query = queryOf(ofQuery, asksByQuery, holds(request, 'page'));
  const answer = overlay && answerFrom(response, overlay, inner?.list === true, onePage === true);
  const flats = flatsOf(verb === 'GET' ? ofQuery : (body?.of ?? plain(request)));
  const holders = [request, ...(inner ? [inner.message] : []), ...flats.map(([, message]) => message)];
  const isFilled = Object.entries(fills).filter(([name]) => holders.some((message) => holds(message, name)));
  const execute: Route['execute'] = async (asked, fromPath, fromQuery, fromBody) => {
    const given = { ...sent.toMessage(fromBody as never), ...query.toMessage(fromQuery as never) };
    const filled = Object.fromEntries(isFilled.map(([name, value]) => [name, value(asked)]));
    const values = { ...path.toMessage(fromPath as never), ...filled };
    const seen = ifMatch === undefined ? undefined : revisionIn(asked.from.ifMatch);
    const message = {
      ...placed(request, { inner, flats }, values, given),
      ...(ifMatch !== undefined && seen !== undefined && { [ifMatch]: seen }),
    } as RequestOf<R>;
    const ready = prepare ? await prepare(message, asked) : message;
    const held = holdBack && (await heldAs(operation.id, ready, holdBack, asked));
    if (held) return held;
    const options = { ...(deadlineMs !== undefined && { deadlineMs }) };
    const ask = (question: RequestOf<R>) =>
      callRpc(asked.services, rpc, question as object, options) as Promise<ResponseOf<R>>;
    const responded = through ? await through(ready, asked, ask) : await ask(ready);
    if (etag) asked.etag = `"${String(etag(responded))}"`;
    const told = answer?.toRest((show ? show(responded, asked) : responded) as never, asked);
    if (overlay && audited !== undefined) {
      const before = answerOf(overlay).toRest(present(responded[audited]) as never, asked);
      asked.note({ before: before as object, after: told as object });
    }
    return told;
  };
  return {
    verb,
    address,
    operation: {
      ...operation,
      ...(ifMatch !== undefined && { ifMatch: true }),
      ...(holdBack && { held: true }),
      asks: [rpc, ...asks],
      ...(answer && { answer: answer.schema }),
    },
    ...(path.schema && { path: path.schema }),
    ...(query.schema && { query: query.schema }),
    ...(sent.schema && { body: sent.schema }),
    ...(emptyBody && { body: NoBody, emptyBody }),
    execute,
  };
};
