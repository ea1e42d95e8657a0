import type { LiveEvent } from '../../../domain/live-event.ts';
import type { LiveItem } from '../../../use-cases/live-listener.ts';
import { toWhole } from '../values.ts';

const jsonOf = ({ id, kind, at, branchId, memberId, points, money, rewardId }: LiveEvent): object => ({
  id,
  kind,
  at: at.toISOString(),
  branch_id: branchId ?? null,
  member_id: memberId ?? null,
  reward_id: rewardId ?? null,
  points: points === undefined ? null : toWhole(points),
  money: money === undefined ? null : { ...money, amount: toWhole(money.amount) },
});

/** Asks readers to come back after this, and makes the head of the answer leave at once. */
export const beginning = 'retry: 3000\n\n';
/** Nobody reads it; it keeps the connection, and shows whether anybody is there. */
export const beat = ': beat\n\n';

export const endText = (reason: string): string => `event: end\ndata: ${JSON.stringify({ reason })}\n\n`;

/** One item as `text/event-stream`. Ids of events are what Vafa made: no line can be broken by them. */
export const itemText = (item: LiveItem): string =>
  item.kind === 'gap'
    ? 'event: gap\ndata: {}\n\n'
    : `id: ${item.event.id}\ndata: ${JSON.stringify(jsonOf(item.event))}\n\n`;
