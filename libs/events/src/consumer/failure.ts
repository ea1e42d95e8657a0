import { isDomainError } from '@vafa/kernel';
import { isTransient } from '@vafa/mongo';

/** Tries that an error of no known kind gets before its event is set aside. */
export const unclassifiedTriesMax = 5;

const messageLengthMax = 500;

export interface Failure {
  readonly kind: 'unavailable' | 'refused' | 'unclassified';
  readonly reason: string;
  readonly message: string;
}

const text = (error: unknown): string =>
  error instanceof Error
    ? error.message
    : typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : String(error);

/** What a rejection of a handler means for its event. */
export const classify = (error: unknown): Failure => {
  const message = text(error).slice(0, messageLengthMax);
  if (isTransient(error)) return { kind: 'unavailable', reason: 'unavailable', message };
  if (!isDomainError(error)) return { kind: 'unclassified', reason: 'unclassified', message };
  return { kind: error.kind === 'unavailable' ? 'unavailable' : 'refused', reason: error.code, message };
};
