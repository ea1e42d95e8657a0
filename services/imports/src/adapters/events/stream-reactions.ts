import { topics } from '@vafa/contracts';
import type { EventStream } from '@vafa/events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reactions } from '../../use-cases/import-ports.ts';
import type { Services } from '../grpc/services.ts';

const pollMs = 100;

/**
 * Who must have heard of a sale before it counts as posted. A group that has not yet begun is not listed by the stream;
 * one that is not named here (a report that somebody ran once) may be behind for ever and holds nothing up.
 */
const groupsOfCheckout = ['ledger', 'membership', 'feedback'];

/** Follows what checkout wrote through its topic to the ledger, and what the ledger wrote through its own. */
export class StreamReactions implements Reactions {
  constructor(
    private readonly stream: EventStream,
    private readonly services: Pick<Services, 'checkout' | 'ledger'>,
  ) {}

  async posted(since: Date, signal: AbortSignal): Promise<number> {
    await until(() => this.services.checkout.getRelayStatus({}).then(isRelayed), signal);
    await this.handled(topics.checkout, groupsOfCheckout, signal);
    await until(() => this.services.ledger.getRelayStatus({}).then(isRelayed), signal);
    return (await this.deadLetters(topics.checkout, since)) + (await this.deadLetters(topics.ledger, since));
  }

  private async handled(topic: string, groups: readonly string[], signal: AbortSignal): Promise<void> {
    const mark = await this.stream.mark(topic);
    await until(async () => {
      const progress = await this.stream.progress(mark);
      return groups.every((name) => progress.some(({ group, behind }) => group === name && behind === 0));
    }, signal);
  }

  private async deadLetters(topic: string, since: Date): Promise<number> {
    const letters = await this.stream.deadLetters({ topic });
    return letters.filter(({ at }) => at >= since).length;
  }
}

const isRelayed = ({ status }: { status: { unrelayed: bigint } | undefined }): boolean =>
  (status?.unrelayed ?? 0n) === 0n;

const until = async (holds: () => Promise<boolean>, signal: AbortSignal): Promise<void> => {
  while (!(await holds())) await pause(pollMs, undefined, { signal });
};
