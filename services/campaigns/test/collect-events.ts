import { decodeEvent, topics } from '@vafa/contracts';
import { CampaignsEvent } from '@vafa/contracts/campaigns-events';
import type { EventStream } from '@vafa/events';

/** Everything that the topic tells, in the order told; an event that two replicas published counts once, by its id. */
export const collectEvents = async (stream: EventStream) => {
  const events: ReturnType<typeof decodeEvent<NonNullable<CampaignsEvent['event']>, CampaignsEvent>>[] = [];
  const types: string[] = [];
  const known = new Set<string>();
  await stream.consume({
    topic: topics.campaigns,
    group: 'test',
    handle: (batch) => {
      for (const event of batch.filter(({ id }) => !known.has(id) && known.add(id))) {
        events.push(decodeEvent(CampaignsEvent, event.payload));
        types.push(event.type);
      }
      return Promise.resolve();
    },
  });
  return { events, types };
};
