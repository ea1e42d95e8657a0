import { UnsupportedMediaTypeException } from '@nestjs/common';
import { DomainError } from '@vafa/kernel';
import type { FastifyRequest } from 'fastify';
import type { Operation } from './operation.ts';
import type { Route } from './route-table.ts';
import { InvalidRequest, type FieldError } from './schema-pipe.ts';

/** Headers of which a second one would be read as another name by somebody on the way. */
const single = ['authorization', 'content-type', 'idempotency-key', 'origin', 'vafa-club', 'vafa-csrf-token'];
const errorsMax = 50;
const shownMax = 60;

/** Raises `malformed_request` for a header that must be there once and is there twice. */
export const refuseHeaders = ({ raw: { rawHeaders } }: FastifyRequest): void => {
  const seen = new Set<string>();
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = (rawHeaders[place] ?? '').toLowerCase();
    if (seen.has(name) && single.includes(name))
      throw new DomainError('invalid', 'malformed_request', `the header ${name} is there twice`);
    seen.add(name);
  }
};

/**
 * Headers that set a condition. Whoever sets one counts on it: an operation that does not judge it must not be done all
 * the same. Caches put If-None-Match to what they read, where leaving it out only costs bytes.
 */
const conditions = [
  ['if-match', 'If-Match'],
  ['if-unmodified-since', 'If-Unmodified-Since'],
  ['if-none-match', 'If-None-Match'],
] as const;

/** Raises InvalidRequest for conditions that the operation does not judge. Other headers may be there. */
export const refuseConditions = ({ headers, method }: FastifyRequest, { ifMatch }: Operation): void => {
  const isRead = method === 'GET' || method === 'HEAD';
  const errors = conditions.flatMap(([header, parameter]): FieldError[] => {
    const isJudged = (header === 'if-match' && ifMatch === true) || (header === 'if-none-match' && isRead);
    if (headers[header] === undefined || isJudged) return [];
    return [{ parameter, code: 'unknown_parameter', detail: `this operation does not judge the header ${parameter}` }];
  });
  if (errors.length > 0) throw new InvalidRequest(errors);
};

/** Raises InvalidRequest for query parameters that the operation does not take, and for those given twice. */
export const refuseParameters = (request: FastifyRequest, known: ReadonlySet<string>): void => {
  const errors = Object.entries(request.query as Record<string, unknown>).flatMap(([name, value]): FieldError[] => {
    const parameter = name.slice(0, shownMax);
    if (!known.has(name))
      return [
        {
          parameter,
          code: 'unknown_parameter',
          detail: `${JSON.stringify(parameter)} is not a parameter of this operation`,
        },
      ];
    return Array.isArray(value)
      ? [{ parameter, code: 'repeated_parameter', detail: `${JSON.stringify(parameter)} is there more than once` }]
      : [];
  });
  if (errors.length > 0) throw new InvalidRequest(errors.slice(0, errorsMax));
};

/** What announces a body, whether or not it has arrived. */
const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i;

/**
 * Raises 400 for a body where none is taken, and 415 for one that is not plain JSON in UTF-8 (of an upload: that is
 * encoded).
 */
export const refuseBody = (request: FastifyRequest, { takesBody, operation }: Route): void => {
  if (!hasBody(request)) return;
  const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = request.headers;
  if (!takesBody) throw new DomainError('invalid', 'malformed_request', 'this operation takes no body');
  if (encoding.toLowerCase() !== 'identity')
    throw new UnsupportedMediaTypeException('a body is sent as it is, without a Content-Encoding');
  if (operation.writes === 'upload') return;
  const [essence = ''] = type.split(';');
  if (essence.trim().toLowerCase() !== 'application/json')
    throw new UnsupportedMediaTypeException('a body is JSON: Content-Type: application/json');
  const named = charset.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
  if (named !== 'utf-8' && named !== 'utf8') throw new UnsupportedMediaTypeException('JSON is in UTF-8');
};
