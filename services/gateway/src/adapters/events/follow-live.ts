import { followTopics, type EventStream, type StreamEvent } from '@vafa/events';
import { forNobody } from '@vafa/grpc';
import { isDomainError } from '@vafa/kernel';
import type { Logger } from '@vafa/telemetry';
import type { LiveEvent } from '../../domain/live-event.ts';
import type { Follow } from '../../use-cases/live-feed.ts';
import { liveTopics, toLiveEvent } from './live-events.ts';

/** Follows the topics of what is told live. An event of a newer form is told as one that was missed. */
export const followLive =
  (stream: Pick<EventStream, 'follow'>, log: Logger): Follow =>
  ({ happened, missed }) => {
    const read = (event: StreamEvent): LiveEvent | undefined => {
      try {
        return toLiveEvent(event);
      } catch (error) {
        log.warn({ eventId: event.id, code: isDomainError(error) ? error.code : 'unreadable' }, 'an event is not told');
        missed();
        return undefined;
      }
    };
    const handle = (events: readonly StreamEvent[]): void =>
      happened(events.map(read).filter((event) => event !== undefined));
    return forNobody(() => followTopics(stream, liveTopics, { handle, missed }));
  };
