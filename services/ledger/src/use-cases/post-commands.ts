import type { Command } from '../domain/command.ts';
import { LedgerError } from '../domain/ledger-error.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Poster } from './post-under-rules.ts';

const commandsMax = 5_000;

export class PostCommands {
  constructor(private readonly poster: Poster) {}

  /** An outcome per command, in their order. Raises `batch_too_large`, `unavailable`. */
  execute(commands: readonly Command[]): Promise<readonly Outcome[]> {
    if (commands.length > commandsMax) throw new LedgerError('invalid', 'batch_too_large', `a batch holds at most ${String(commandsMax)} commands`, { max: String(commandsMax) });
    return this.poster.post(commands);
  }
}
