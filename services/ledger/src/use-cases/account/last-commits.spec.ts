import { describe, expect, test } from '@jest/globals';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { commitId, untouched, afterOf } from '../../domain/journal/commit.ts';
import type { LastCommit } from '../ports/journal-reader.ts';
import { LastCommits } from './last-commits.ts';

const member = (memberId: string) => ({ clubId: 'demo', memberId, unit: 'points' });

/** A journal of which only versions matter; it answers in turns of its own. */
class Versions {
  readonly asked: (readonly string[])[] = [];
  reads = 0;
  isDown = false;
  private readonly versions = new Map<string, number>();

  commit(memberId: string): void {
    const account = `demo.${memberId}.points`;
    this.versions.set(account, (this.versions.get(account) ?? 0) + 1);
  }

  async lastOf({ memberId }: { memberId: string }): Promise<LastCommit | undefined> {
    this.reads++;
    const account = `demo.${memberId}.points`;
    const version = this.versions.get(account);
    await this.answer();
    return version === undefined
      ? undefined
      : { account, version, format: 1, at: new Date(0), after: afterOf(untouched(member(memberId)).state) };
  }

  async hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.asked.push(ids);
    const there = ids.filter((id) =>
      [...this.versions].some(([account, version]) => id <= commitId(account, version) && id.startsWith(`${account}/`)),
    );
    await this.answer();
    return new Map(there.map((id) => [id, 'hash']));
  }

  private async answer(): Promise<void> {
    await new Promise(setImmediate);
    if (this.isDown) throw new LedgerError('unavailable', 'contention', 'the database does not answer');
  }
}

const versionsOf = async (last: LastCommits, ...members: readonly string[]) =>
  (await Promise.all(members.map((each) => last.of(member(each))))).map((each) => each?.version);

describe('the last commits of accounts', () => {
  test('are read once, then asked about: many accounts in one question', async () => {
    const journal = new Versions();
    const last = new LastCommits(journal, journal);
    journal.commit('a');
    expect(await versionsOf(last, 'a', 'b')).toEqual([1, undefined]);
    expect(await versionsOf(last, 'a', 'b', 'a')).toEqual([1, undefined, 1]);
    expect(journal.asked).toEqual([['demo.a.points/000000000002', 'demo.b.points/000000000001']]);
    expect(journal.reads).toBe(2);
  });

  test('are never behind what was there when they were asked for', async () => {
    const journal = new Versions();
    const last = new LastCommits(journal, journal);
    expect(await versionsOf(last, 'a')).toEqual([undefined]);
    for (let version = 1; version < 5; version++) {
      journal.commit('a');
      if (version === 3) journal.commit('a');
      const now = await versionsOf(last, 'a');
      expect(now).toEqual([version < 3 ? version : version + 1]);
    }
  });

  test('what is asked while a question is open goes with the next one', async () => {
    const journal = new Versions();
    const last = new LastCommits(journal, journal);
    journal.commit('a');
    await versionsOf(last, 'a', 'b');
    const first = versionsOf(last, 'a');
    await Promise.resolve();
    await Promise.resolve();
    journal.commit('a');
    const second = versionsOf(last, 'a', 'b');
    expect(await first).toEqual([1]);
    expect(await second).toEqual([2, undefined]);
    expect(journal.asked).toHaveLength(2);
  });

  test('are unknown while the database does not answer, and are known again afterwards', async () => {
    const journal = new Versions();
    const last = new LastCommits(journal, journal);
    journal.commit('a');
    await versionsOf(last, 'a');
    journal.isDown = true;
    await expect(versionsOf(last, 'a')).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(versionsOf(last, 'b')).rejects.toMatchObject({ kind: 'unavailable' });
    journal.isDown = false;
    expect(await versionsOf(last, 'a', 'b')).toEqual([1, undefined]);
  });

  test('of more accounts than are kept are read again', async () => {
    const journal = new Versions();
    const last = new LastCommits(journal, journal, 2);
    await versionsOf(last, 'a', 'b', 'c');
    await versionsOf(last, 'a');
    expect(journal.reads).toBe(4);
    await versionsOf(last, 'c');
    expect(journal.reads).toBe(4);
  });
});
