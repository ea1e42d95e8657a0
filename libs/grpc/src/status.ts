import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { DomainError, isDomainError, type ErrorKind } from '@vafa/kernel';

const statusOf: Record<ErrorKind, status> = {
  invalid: status.INVALID_ARGUMENT,
  not_found: status.NOT_FOUND,
  conflict: status.ABORTED,
  refused: status.FAILED_PRECONDITION,
  forbidden: status.PERMISSION_DENIED,
  unauthenticated: status.UNAUTHENTICATED,
  unavailable: status.UNAVAILABLE,
  internal: status.INTERNAL,
};

const kindOf = new Map<status, ErrorKind>([
  ...(Object.entries(statusOf) as [ErrorKind, status][]).map(([kind, code]): [status, ErrorKind] => [code, kind]),
  [status.DEADLINE_EXCEEDED, 'unavailable'],
  [status.CANCELLED, 'unavailable'],
  [status.RESOURCE_EXHAUSTED, 'invalid'],
]);

export interface StatusAnswer {
  code: status;
  message: string;
  metadata: Metadata;
}

/** Trailers are not carried at any length: so many bytes of a message, and of details as they are written. */
const messageBytesMax = 3_000;
const detailsBytesMax = 4_000;
const detailBytesMax = 500;
const mark = '…';

/** The text, cut at the end where it takes more bytes. */
const cutTo = (text: string, bytesMax: number, bytesOf: (text: string) => number): string => {
  if (text.length <= bytesMax && bytesOf(text) <= bytesMax) return text;
  let bytes = bytesOf(mark);
  let cut = '';
  for (const letter of text) {
    bytes += bytesOf(letter);
    if (bytes > bytesMax) break;
    cut += letter;
  }
  return cut + mark;
};

/** gRPC writes what is not ASCII as %XX, three for each byte. */
const encodedBytes = (text: string): number => encodeURI(text).length;
const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** As many details as fit, the first of them first; how many others there are stands under `…`. */
const boundDetails = (details: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const all = Object.entries(details);
  const kept: [string, string][] = [];
  let bytes = 0;
  for (const [name, value] of all) {
    const entry: [string, string] = [cutTo(name, detailBytesMax, jsonBytes), cutTo(value, detailBytesMax, jsonBytes)];
    bytes += jsonBytes(entry[0]) + jsonBytes(entry[1]) + '"":"",'.length;
    if (bytes > detailsBytesMax) return Object.fromEntries([...kept, [mark, `${all.length - kept.length} more`]]);
    kept.push(entry);
  }
  return Object.fromEntries(kept);
};

/**
 * What goes over the wire for an error, cut to what trailers carry. Only DomainErrors show their message; anything else
 * is internal.
 */
export const toStatus = (error: unknown): StatusAnswer => {
  const metadata = new Metadata();
  if (!isDomainError(error)) return { code: status.INTERNAL, message: 'internal error', metadata };
  metadata.set('vafa-code', error.code);
  if (Object.keys(error.details).length > 0)
    metadata.set('vafa-details-bin', Buffer.from(JSON.stringify(boundDetails(error.details))));
  return {
    code: statusOf[error.kind],
    message: cutTo(error.message.toWellFormed(), messageBytesMax, encodedBytes),
    metadata,
  };
};

const detailsOf = (metadata: Metadata | undefined): Record<string, string> => {
  const [encoded] = metadata?.get('vafa-details-bin') ?? [];
  return encoded === undefined ? {} : (JSON.parse(encoded.toString()) as Record<string, string>);
};

/** The stable code of a failed answer: the service's own, or that of a status without one. */
export const codeIn = ({ code, metadata }: Partial<ServiceError>): string => {
  const [own] = metadata?.get('vafa-code') ?? [];
  if (own !== undefined) return own.toString();
  return kindOf.get(code ?? status.UNKNOWN) === 'unavailable' ? 'service_unavailable' : 'internal';
};

/** The DomainError that a failed call stands for: same kind and code as thrown by the service. */
export const fromStatus = (error: ServiceError): DomainError => {
  const kind = kindOf.get(error.code) ?? 'internal';
  const [code] = error.metadata?.get('vafa-code') ?? [];
  if (code !== undefined) return new DomainError(kind, code.toString(), error.details, detailsOf(error.metadata));
  return new DomainError(kind, codeIn(error), error.details);
};
