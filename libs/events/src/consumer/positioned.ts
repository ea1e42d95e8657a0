import type { DomainError } from '@vafa/kernel';
import type { StreamEvent } from '../port.ts';

/** An event and its place in its topic; places of one topic grow, and start at 1. */
export interface Positioned {
  readonly offset: number;
  readonly event: StreamEvent;
  /** Why it cannot be handed to anybody; it is set aside unasked. */
  readonly problem?: DomainError;
}
