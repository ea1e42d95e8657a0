import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { isDomainError } from '@vafa/kernel';
import type { Command } from '../../src/domain/journal/command.ts';
import type { Outcome } from '../../src/domain/journal/outcome.ts';
import type { Journal } from '../../src/use-cases/journal/journal.ts';
import { accrue, burn, sara } from '../commands.ts';
import { FaultyCommitStore } from '../faulty-commit-store.ts';
import { openJournal } from '../journal-on-engine.ts';
import { killWriters } from './kill-writers.ts';
import { randomFrom } from './random.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

/** As a till does: what is not known is posted again, with its key. */
const insist = async (journal: Journal, command: Command): Promise<Outcome> => {
  for (;;) {
    try {
      return (await journal.post([command]))[0] as Outcome;
    } catch (error) {
      if (!isDomainError(error) || error.kind !== 'unavailable') throw error;
    }
  }
};

describe('many writers', () => {
  test('200 clients on one account, through two writers that lose answers: what was answered is there, and nothing more', async () => {
    const journal = await openJournal(engine);
    await journal.writer().post([accrue(10_000n)]);
    const random = randomFrom(20_261);
    const writers = [0, 1].map(() => {
      const store = new FaultyCommitStore(journal.store);
      store.faults.push('answer_lost', 'write_lost', 'answer_lost');
      return journal.writer(store);
    });
    const amounts = Array.from({ length: 200 }, () => Array.from({ length: 5 }, () => BigInt(random(20) + 1)));
    const outcomes = await Promise.all(
      amounts.map(async (each, client) => {
        const mine: { readonly amount: bigint; readonly outcome: Outcome }[] = [];
        for (const [n, amount] of each.entries())
          mine.push({
            amount,
            outcome: await insist(
              writers[client % 2] as Journal,
              burn(amount, { key: `c:client${String(client)}:${String(n)}` }),
            ),
          });
        return mine;
      }),
    );
    const burned = outcomes.flat().filter(({ outcome }) => outcome.refusal === undefined);
    const spent = burned.reduce((sum, { amount }) => sum + amount, 0n);
    const asked = amounts.flat().reduce((sum, amount) => sum + amount, 0n);
    // About as much is asked for as is there.
    expect(asked).toBeGreaterThan(9_000n);
    expect((await journal.balance(sara))?.available).toBe(10_000n - spent);
    expect(
      outcomes
        .flat()
        .filter(({ outcome }) => outcome.refusal !== undefined)
        .every(
          ({ amount, outcome }) =>
            outcome.refusal === 'balance_too_low' && (outcome.balances?.available ?? 0n) < amount,
        ),
    ).toBe(true);
    const keys: string[] = [];
    for await (const commit of journal.reader.commits('demo')) {
      expect(commit.after.available).toBeGreaterThanOrEqual(0n);
      keys.push(...commit.entries.map((entry) => entry.key));
    }
    expect(keys).toHaveLength(1_001);
    expect(new Set(keys).size).toBe(1_001);
    await journal.expectClean();
    await journal.close();
  });

  test('two processes on the same accounts, killed again and again: every acknowledged entry is there once', async () => {
    const { acknowledged, kills, lost, doubled, findings, entries } = await killWriters({
      uri: engine.uri,
      database: engine.database('killed'),
      seconds: 8,
      least: { kills: 3, acknowledged: 100 },
      seed: 4_711,
      writers: 2,
    });
    expect({ lost, doubled, findings }).toEqual({ lost: [], doubled: [], findings: [] });
    expect(kills).toBeGreaterThanOrEqual(3);
    expect(acknowledged).toBeGreaterThanOrEqual(100);
    expect(entries).toBeGreaterThanOrEqual(acknowledged);
  }, 900_000);
});
