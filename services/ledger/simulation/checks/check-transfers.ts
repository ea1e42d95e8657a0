import type { Entry } from '../../src/domain/journal/entry.ts';
import type { MemoryJournal } from '../memory-journal.ts';
import type { Tally } from '../tally.ts';

const entryOf = (journal: MemoryJournal, account: string, key: string): Entry | undefined =>
  journal.under(account, [key])[0]?.entries.find((entry) => entry.key === key);

/**
 * Each sending has arrived or come back, and is booked on the other side so: by its receipt, or by its written refusal.
 */
export const checkTransfers = (journal: MemoryJournal, tally: Tally): void => {
  for (const account of journal.accounts.keys()) {
    for (const { kind, key, amount, other = '' } of journal.commitsOf(account).flatMap((commit) => commit.entries)) {
      if (kind !== 'send') continue;
      const name = `${key} from ${account} to ${other}`;
      const received = entryOf(journal, other, `e:receive:${account}#${key}`);
      const ends = [entryOf(journal, account, `e:arrive:${key}`), entryOf(journal, account, `e:return:${key}`)].filter(
        (entry) => entry !== undefined && entry.kind !== 'refused',
      );
      const expected = received?.kind === 'receive' ? 'arrive' : 'return';
      if (expected === 'arrive') tally.arrived++;
      else tally.returned++;
      if (!received) tally.flaw('transfer', `${name}: the other account has neither received nor refused it`);
      else if (received.kind === 'receive' && received.amount !== amount)
        tally.flaw('transfer', `${name}: ${String(amount)} were sent, ${String(received.amount)} received`);
      if (ends.length !== 1 || ends[0]?.kind !== expected)
        tally.flaw(
          'transfer',
          `${name}: ended ${ends.map((entry) => entry?.kind).join(' and ') || 'not at all'}, should have ended by ${expected}`,
        );
    }
  }
};
