import { topics } from '@vafa/contracts';
import type { EventStream } from '@vafa/events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reactions } from '../../use-cases/import-ports.ts';
import type { Services } from '../grpc/services.ts';

const pollMs = 100;

/** Follows what checkout wrote through its topic to whoever consumes it, and what the ledger wrote through its own. */
export class StreamReactions implements Reactions {
  constructor(
    private readonly stream: EventStream,
    private readonly services: Pick<Services, 'checkout' | 'ledger'>,
  ) {}

  async posted(since: Date, signal: AbortSignal): Promise<number> {
    await until(() => this.services.checkout.getRelayStatus({}).then(isRelayed), signal);
    await this.handled(topics.checkout, signal);
    await until(() => this.services.ledger.getRelayStatus({}).then(isRelayed), signal);
    return (await this.deadLetters(topics.checkout, since)) + (await this.deadLetters(topics.ledger, since));
  }

  /** By everybody who consumes the topic, as the stream knows them; by nobody while nobody has begun to. */
  private async handled(topic: string, signal: AbortSignal): Promise<void> {
    const mark = await this.stream.mark(topic);
    await until(async () => {
      const consumers = (await this.stream.progress(mark)).filter(({ awaited }) => awaited);
      return consumers.length > 0 && consumers.every(({ behind }) => behind === 0);
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
