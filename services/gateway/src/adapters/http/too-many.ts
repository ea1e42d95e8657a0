import { DomainError } from '@vafa/kernel';

/** `too_many_requests`, with the time after which to ask again. */
export const tooMany = (waitMs: number, message: string): DomainError =>
  new DomainError('refused', 'too_many_requests', message, {
    retry_after_seconds: String(Math.ceil(waitMs / 1_000)),
  });
