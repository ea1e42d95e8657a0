import { counter } from '@vafa/telemetry';
import type { Command } from '../../domain/journal/command.ts';
import type { Outcome } from '../../domain/journal/outcome.ts';
import type { Poster } from '../../use-cases/journal/post-under-rules.ts';

const refused = counter('vafa.ledger.refused', 'commands refused, by code');

/** Counts what is refused, by its code. */
export class CountedPoster implements Poster {
  constructor(private readonly poster: Poster) {}

  async post(commands: readonly Command[]): Promise<readonly Outcome[]> {
    const outcomes = await this.poster.post(commands);
    for (const { refusal, repeated } of outcomes)
      if (refusal !== undefined && !repeated) refused.add(1, { 'vafa.code': refusal });
    return outcomes;
  }
}
