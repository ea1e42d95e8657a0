import { isDomainError } from '@vafa/kernel';
import { isTransient } from '@vafa/mongo';

/** Tries that an error of no known kind gets before its event is set aside. */
export const unclassifiedTriesMax = 5;

const messageLengthMax = 500;

export type Failure = { readonly kind: 'unavailable' } | { readonly kind: 'refused' | 'unclassified'; readonly reason: string; readonly message: string };

const text = (error: unknown): string => (error instanceof Error ? error.message : typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error));

/** What a rejection of a handler means for its event. */
export const classify = (error: unknown): Failure => {
  if (isTransient(error)) return { kind: 'unavailable' };
  const message = text(error).slice(0, messageLengthMax);
  if (!isDomainError(error)) return { kind: 'unclassified', reason: 'unclassified', message };
  return error.kind === 'unavailable' ? { kind: 'unavailable' } : { kind: 'refused', reason: error.code, message };
};
