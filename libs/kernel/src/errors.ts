/** How an error is to be handled by whoever receives it; libs/grpc maps it to a status. */
export type ErrorKind =
  | 'invalid'
  | 'not_found'
  | 'conflict'
  | 'refused'
  | 'forbidden'
  | 'unauthenticated'
  | 'unavailable'
  | 'internal';

/** A refusal with a stable code from a closed vocabulary. Details are machine readable and hold no personal data. */
export class DomainError<Code extends string = string> extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: Code,
    message: string,
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

export const isDomainError = (error: unknown): error is DomainError =>
  error instanceof DomainError ||
  (typeof error === 'object' && error !== null && 'kind' in error && 'code' in error && 'details' in error);

/**
 * Raises `code` when what is there is not what was seen, so that nobody saves over what they have not read. 0: whoever
 * asks did not say.
 */
export const requireSeen = (
  code: string,
  seen: number,
  now: number,
  message = 'it was changed since it was read',
): void => {
  if (seen === 0 || seen === now) return;
  throw new DomainError('conflict', code, message, { revision: String(now) });
};
