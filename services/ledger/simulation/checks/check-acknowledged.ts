import type { Commit } from '../../src/domain/journal/commit.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import type { MemoryJournal } from '../memory-journal.ts';
import { textOf, type Operation } from '../operation.ts';
import type { Tally } from '../tally.ts';

interface Found {
  readonly commit: Commit;
  readonly entry: Entry;
}

/** Made for the transfer and not for the operation that began it. */
const byCourier: readonly Entry['kind'][] = ['receive', 'arrive', 'return'];

/**
 * Every acknowledged operation is in the journal once, with what was acknowledged; what must have no effect has none
 * (I4, I5, I11).
 */
export const checkAcknowledged = (journal: MemoryJournal, operations: Iterable<Operation>, tally: Tally): void => {
  const byKey = new Map<string, Found[]>();
  const effects = new Map<string, Found[]>();
  const add = (map: Map<string, Found[]>, name: string, found: Found): void =>
    void (map.get(name)?.push(found) ?? map.set(name, [found]));
  for (const account of journal.accounts.keys()) {
    for (const commit of journal.commitsOf(account)) {
      for (const entry of commit.entries) {
        add(byKey, `${account} ${entry.key}`, { commit, entry });
        if (entry.kind !== 'refused' && !byCourier.includes(entry.kind) && entry.reference !== '')
          add(effects, entry.reference, { commit, entry });
      }
    }
  }
  for (const operation of operations)
    checkOne(
      operation,
      byKey.get(`${operation.account} ${operation.command.key}`) ?? [],
      effects.get(operation.id) ?? [],
      tally,
    );
};

const checkOne = (operation: Operation, found: readonly Found[], effects: readonly Found[], tally: Tally): void => {
  const { id, account, outcome, only, command } = operation;
  const name = `${command.verb.kind} ${id} on ${account}`;
  if (!outcome) return tally.flaw('never answered', name);
  if (effects.length > 1)
    tally.flaw('doubled', `${name}: ${effects.map(({ commit, entry }) => `${entry.key} in ${commit.id}`).join(', ')}`);
  for (const { commit } of effects) if (commit.account !== account) tally.flaw('law I11', `${name} is in ${commit.id}`);
  if (only)
    return effects.length > 0
      ? tally.flaw(only === 'invalid' ? 'malformed accepted' : 'another body accepted', name)
      : undefined;
  if (found.length > 1)
    return tally.flaw('doubled', `${name}: its key is in the journal ${String(found.length)} times`);
  const [stored] = found;
  const { recorded } = outcome;
  if (!stored || !recorded)
    return tally.flaw(
      'lost',
      `${name} was answered ${outcome.refusal ?? 'accepted'}, and ${stored ? 'nothing was told of its entry' : 'is not in the journal'}`,
    );
  if (
    recorded.version !== stored.commit.version ||
    (recorded.entry !== stored.entry && textOf(recorded.entry) !== textOf(stored.entry))
  )
    return tally.flaw(
      'lost',
      `${name}: another entry was acknowledged, in version ${String(recorded.version)}, than ${stored.commit.id} has`,
    );
  if ((effects.length === 1) !== (outcome.refusal === undefined))
    tally.flaw(
      'lost',
      `${name} was answered ${outcome.refusal ?? 'accepted'} and has ${String(effects.length)} effects`,
    );
};
