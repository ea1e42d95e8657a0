import { decodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import { followTopics, type EventStream, type StreamEvent } from '@vafa/events';
import { forNobody } from '@vafa/grpc';
import type { FollowMembers, SnapshotNews } from '../../use-cases/snapshots/member-snapshots.ts';

const typesOf = (topic: 'membership' | 'checkout', names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => `vafa.${topic}.${name}.v1`));

const ofMembers = typesOf('membership', ['member_enrolled', 'member_corrected', 'member_erased']);
const ofClubs = typesOf('membership', ['club_changed', 'tiers_set']);
const ofSales = typesOf('checkout', ['sale_closed', 'sale_returned', 'sale_corrected']);

/** Whose sale it is, and whose it was. */
const membersOf = ({ payload }: StreamEvent): string[] => {
  const { event } = decodeEvent(CheckoutEvent, payload);
  switch (event.$case) {
    case 'saleClosed':
    case 'saleReturned':
      return [event.value.memberId];
    case 'saleCorrected':
      return [event.value.memberIdBefore, event.value.memberId];
    default:
      return [];
  }
};

const tell = (event: StreamEvent, news: SnapshotNews): void => {
  const { type, clubId, key } = event;
  if (ofMembers.has(type)) news.changed(clubId, key);
  else if (ofClubs.has(type)) news.clubChanged(clubId);
  else if (ofSales.has(type) && news.knows(clubId))
    news.sold(
      clubId,
      membersOf(event).filter((id) => id !== ''),
    );
};

/** News of members, for the memory of this process alone. What cannot be read counts as missed. */
export const followMembers =
  (stream: Pick<EventStream, 'follow'>): FollowMembers =>
  (news) => {
    const missed = (): void => news.missed();
    const handle = (events: readonly StreamEvent[]): void => {
      for (const event of events)
        try {
          tell(event, news);
        } catch {
          missed();
        }
    };
    return forNobody(() => followTopics(stream, [topics.membership, topics.checkout], { handle, missed }));
  };
