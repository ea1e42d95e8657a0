import type { Command, Verb } from '../../domain/journal/command.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { unknownUnit, type Outcome } from '../../domain/journal/outcome.ts';
import type { UnitRules } from '../../domain/time/unit.ts';
import type { ClubUnits } from '../club-units.ts';
import type { Journal } from './journal.ts';

const commandsMax = 5_000;

/** Whoever takes commands and answers each with an outcome. */
export type Poster = Pick<Journal, 'post'>;

/**
 * Gives each command the rules that its club has for the unit; a unit that the club has not is answered without a
 * write.
 */
export class PostCommands implements Poster {
  constructor(
    private readonly journal: Poster,
    private readonly units: Pick<ClubUnits, 'of'>,
    /** Is told every outcome. */
    private readonly note: (outcomes: readonly Outcome[]) => void = () => undefined,
  ) {}

  /** A caller's batch, which has a limit. Raises `batch_too_large`, and what `post` raises. */
  execute(commands: readonly Command[]): Promise<readonly Outcome[]> {
    if (commands.length > commandsMax)
      throw new LedgerError('invalid', 'batch_too_large', `a batch holds at most ${String(commandsMax)} commands`, {
        max: String(commandsMax),
      });
    return this.post(commands);
  }

  /** An outcome per command, in their order. Raises `unavailable`. */
  async post(commands: readonly Command[]): Promise<readonly Outcome[]> {
    const clubs = [...new Set(commands.map((command) => command.account.clubId))];
    const rules = new Map(
      await Promise.all(clubs.map(async (clubId) => [clubId, await this.units.of(clubId)] as const)),
    );
    const ruled = commands.map((command) =>
      withUnit(command, rules.get(command.account.clubId)?.get(command.account.unit)),
    );
    const answers = (await this.journal.post(ruled.filter((command) => command !== undefined))).values();
    const outcomes = ruled.map(
      (command, index): Outcome =>
        command ? (answers.next().value as Outcome) : unknownUnit(commands[index]?.key ?? ''),
    );
    this.note(outcomes);
    return outcomes;
  }
}

/** What ends a transfer is let in whatever the club's units are. */
const ends: ReadonlySet<Verb['kind']> = new Set(['receive', 'arrive', 'return']);

const withUnit = (command: Command, unit: UnitRules | undefined): Command | undefined => {
  if (unit) return { ...command, terms: { ...command.terms, unit } };
  return ends.has(command.verb.kind) ? command : undefined;
};
