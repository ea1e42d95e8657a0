import { dayMs } from '@vafa/kernel';

/** What is stored of a group to tell whether it is waited for. */
export interface SeenGroup {
  /** False: a reader that comes once. */
  readonly awaited?: boolean;
  /** When somebody last consumed as the group; absent: not since that is kept. */
  readonly seenAt?: Date;
}

/**
 * Whether who waits for all groups waits for this one. A day without a consumer is longer than a service is away for a
 * repair. It is also short enough that a group which was taken out of use holds nobody up for ever.
 */
export const isAwaited = ({ awaited = true, seenAt }: SeenGroup, now: Date): boolean =>
  awaited && seenAt !== undefined && now.getTime() - seenAt.getTime() <= dayMs;
