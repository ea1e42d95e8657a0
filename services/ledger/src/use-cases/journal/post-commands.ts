import type { Command } from '../../domain/journal/command.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { Outcome } from '../../domain/journal/outcome.ts';
import type { Poster } from './post-under-rules.ts';

const commandsMax = 5_000;

export class PostCommands {
  constructor(private readonly poster: Poster) {}

  /** An outcome per command, in their order. Raises `batch_too_large`, `unavailable`. */
  execute(commands: readonly Command[]): Promise<readonly Outcome[]> {
    if (commands.length > commandsMax)
      throw new LedgerError('invalid', 'batch_too_large', `a batch holds at most ${String(commandsMax)} commands`, {
        max: String(commandsMax),
      });
    return this.poster.post(commands);
  }
}
