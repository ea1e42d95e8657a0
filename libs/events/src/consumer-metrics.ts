import { gauge } from '@vafa/telemetry';
import type { GroupTopic } from './consumer/dead-letter-store.ts';

/** What can be asked about a group on a topic. */
export interface GroupFigures {
  /** Events that it has neither handled nor set aside. */
  behind(): Promise<number>;
  deadLetters(): Promise<number>;
}

/**
 * Tells lag and dead letters of a group at each export, until it is stopped. Every replica tells the same of the group.
 */
export const observeGroup = ({ topic, group }: GroupTopic, figures: GroupFigures): { stop(): void } => {
  const attributes = { 'vafa.topic': topic, 'vafa.group': group };
  const gauges = [
    gauge('vafa.consumer.lag', 'events that a group has not handled', async () => [
      { value: await figures.behind(), attributes },
    ]),
    gauge('vafa.dead_letters', 'events set aside, counted up to 200', async () => [
      { value: await figures.deadLetters(), attributes },
    ]),
  ];
  return {
    stop: () => {
      for (const each of gauges) each.stop();
    },
  };
};
