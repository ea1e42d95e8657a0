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

/** What goes over the wire for an error. Only DomainErrors show their message; anything else is internal. */
export const toStatus = (error: unknown): StatusAnswer => {
  const metadata = new Metadata();
  if (!isDomainError(error)) return { code: status.INTERNAL, message: 'internal error', metadata };
  metadata.set('vafa-code', error.code);
  if (Object.keys(error.details).length > 0)
    metadata.set('vafa-details-bin', Buffer.from(JSON.stringify(error.details)));
  return { code: statusOf[error.kind], message: error.message, metadata };
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
