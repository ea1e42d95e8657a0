import type { DeadLetterStore, GroupTopic, Refused } from '../consumer/dead-letter-store.ts';
import { toMessage } from './kafka-message.ts';
import type { KafkaPublisher } from './kafka-publisher.ts';
import { offsetOf, partitionOf } from './places.ts';

/** The dead letters in their store, each told on a topic too, for whoever watches the cluster and not Vafa. */
export const publishedDeadLetters = (
  store: DeadLetterStore,
  publisher: Pick<KafkaPublisher, 'send'>,
  topicOf: (topic: string) => Promise<string>,
): DeadLetterStore => {
  const told = ({ group, topic }: GroupTopic, { event, offset, reason, message, tries }: Refused) => {
    const { headers, ...letter } = toMessage(event);
    const why = {
      'vafa-group': group,
      'vafa-topic': topic,
      'vafa-partition': String(partitionOf(offset)),
      'vafa-offset': String(offsetOf(offset)),
      'vafa-reason': reason,
      'vafa-message': message,
      'vafa-tries': String(tries),
    };
    return { ...letter, headers: { ...headers, ...why } };
  };
  return {
    blockedKeys: (of) => store.blockedKeys(of),
    markedKeys: (of) => store.markedKeys(of),
    ofKey: (of, key, after, limit) => store.ofKey(of, key, after, limit),
    remove: (of, offset) => store.remove(of, offset),
    failAgain: (of, refused) => store.failAgain(of, refused),
    mark: (filter, at) => store.mark(filter, at),
    marked: () => store.marked(),
    list: (filter, limit) => store.list(filter, limit),
    add: async (of, refused, at) => {
      await store.add(of, refused, at);
      await publisher.send(
        await topicOf(of.topic),
        refused.map((one) => told(of, one)),
      );
    },
  };
};
