import type { Consumption, EventStream, Following } from './port.ts';

/** Follows several topics as one: all of them, or none when one of them cannot be. Raises what hindered that one. */
export const followTopics = async (
  stream: Pick<EventStream, 'follow'>,
  topics: readonly string[],
  following: Omit<Following, 'topic'>,
): Promise<Consumption> => {
  const begun = await Promise.allSettled(topics.map((topic) => stream.follow({ topic, ...following })));
  const stop = async (): Promise<void> => {
    await Promise.all(begun.flatMap((each) => (each.status === 'fulfilled' ? [each.value.stop()] : [])));
  };
  const failed = begun.find((each) => each.status === 'rejected');
  if (failed === undefined) return { stop };
  await stop();
  throw failed.reason;
};
