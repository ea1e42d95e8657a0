import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runsOfToday, seedOfToday } from '@vafa/testing';
import { parseAccount } from '../src/domain/account/account-id.ts';
import { headOf } from '../src/domain/journal/commit.ts';
import { toldBy } from './operation.ts';
import { history, Played } from './played.ts';

const histories = 600;
const operationsLeast = 100_000;
const seed = seedOfToday(process.env.FC_SEED);
const commitsLoaded = 32;

const counts = new Map<string, { asked: number; accepted: number }>();

const count = (played: Played): void => {
  for (const [verb, { asked, accepted }] of played.counts) {
    const counted = counts.get(verb) ?? { asked: 0, accepted: 0 };
    counts.set(verb, { asked: counted.asked + asked, accepted: counted.accepted + accepted });
  }
};

/** All that is wrong with what a history left behind. */
const problems = ({ ledger, operations, books, laws, broken }: Played): string[] => {
  const found: string[] = [];
  const accounts = [...ledger.memory.accounts.keys()];
  for (const { account, command } of operations) {
    const times = accounts.flatMap((each) => ledger.memory.under(each, [command.key])).length;
    if (times !== 1) found.push(`${account} ${command.key} was acknowledged and is there ${String(times)} times`);
  }
  for (const { account, code, detail } of ledger.verify()) found.push(`${account} ${code} ${detail}`);
  for (const account of accounts) {
    const commits = ledger.memory.commitsOf(account);
    const id = parseAccount(account);
    laws.get(account)?.end();
    expect(headOf(id, commits.slice(-commitsLoaded))).toEqual(headOf(id, commits));
  }
  if (books.openTransfers > 0) found.push(`${String(books.openTransfers)} transfers have come to no end`);
  return [...found, ...broken, ...books.problems().map(({ check, detail }) => `${check} ${detail}`)];
};

describe('histories of all verbs over many accounts', () => {
  test('keep the laws I1 to I7 and I10, and a command that comes again changes nothing', async () => {
    const property = fc.asyncProperty(history, async (steps) => {
      const played = await new Played().play(steps);
      count(played);
      expect(problems(played)).toEqual([]);
      expect(played.operations.filter(({ outcome }) => !outcome?.recorded)).toEqual([]);
      const { ledger, operations } = played;
      const before = [...ledger.memory.accounts.keys()].map((account) => ledger.memory.commitsOf(account).length);
      for (const { command, outcome } of operations.filter((_operation, index) => index % 5 === 0)) {
        expect(outcome && toldBy(await ledger.post(command))).toBe(outcome && toldBy(outcome));
        expect((await ledger.post({ ...command, reference: 'another' })).refusal).toBe('key_reused');
      }
      expect([...ledger.memory.accounts.keys()].map((account) => ledger.memory.commitsOf(account).length)).toEqual(
        before,
      );
    });
    await fc.assert(property, { seed, numRuns: runsOfToday(histories) });
    const all = [...counts.values()];
    const asked = all.reduce((sum, each) => sum + each.asked, 0);
    const accepted = all.reduce((sum, each) => sum + each.accepted, 0);
    const perVerb = [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([verb, each]) => `${verb} ${String(each.accepted)}/${String(each.asked)}`);
    process.stdout.write(
      `FC_SEED=${String(seed)}: ${String(asked)} operations, ${((100 * accepted) / asked).toFixed(1)} % accepted; accepted of asked: ${perVerb.join(', ')}\n`,
    );
    expect(asked).toBeGreaterThanOrEqual(runsOfToday(operationsLeast));
    expect(accepted / asked).toBeGreaterThan(0.6);
  }, 600_000);
});
