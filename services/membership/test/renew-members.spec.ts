import { describe, expect, test } from '@jest/globals';
import { DomainError, ManualClock } from '@vafa/kernel';
import { nobody, type Member } from '../src/domain/member.ts';
import type { Members } from '../src/use-cases/members.ts';
import { RenewMembers } from '../src/use-cases/renew-members.ts';

const clock = new ManualClock('2026-03-10T12:00:00Z');

/** Members of before, in memory; each is outdated until it was renewed. */
class Former {
  readonly renewed: string[] = [];
  readonly asked: number[] = [];
  readonly claims = new Map<string, string>();
  readonly released: string[] = [];
  unreadable = '';
  away = false;

  constructor(private readonly externalIds: ReadonlyMap<string, string>) {}

  renewal(): RenewMembers {
    const members: Pick<Members, 'outdated' | 'load' | 'claim' | 'renew' | 'release'> = {
      outdated: (after, limit) => {
        this.asked.push(limit);
        return Promise.resolve(
          [...this.externalIds.keys()]
            .filter((id) => id > after && !this.renewed.includes(id))
            .sort()
            .slice(0, limit),
        );
      },
      load: ([id = '']) => {
        if (this.away) return Promise.reject(new DomainError('unavailable', 'database_unavailable', 'away'));
        if (id === this.unreadable)
          return Promise.reject(new DomainError('internal', 'wrong_master_key', 'unreadable'));
        return Promise.resolve(new Map([[id, this.member(id)]]));
      },
      claim: (claims) =>
        Promise.resolve(claims.map(({ value, owner }) => ({ owner: this.claims.get(value) ?? owner, mine: false }))),
      renew: (id) => Promise.resolve(void this.renewed.push(id)),
      release: (claims) => Promise.resolve(void this.released.push(...claims.map(({ value }) => value))),
    };
    return new RenewMembers(members as Members, clock);
  }

  private member(id: string): Member {
    return {
      ...nobody,
      id,
      clubId: 'clb_1',
      externalId: this.externalIds.get(id) ?? '',
      consents: [],
      enrolledAt: clock.now(),
      revision: 1,
      reading: 1,
      era: 0,
    };
  }
}

const many = (count: number): Former =>
  new Former(new Map(Array.from({ length: count }, (_, i) => [`mem_${String(i).padStart(5, '0')}`, `X${String(i)}`])));

describe('renewing members of before', () => {
  test('reads a bounded number at once and renews each once', async () => {
    const former = many(950);
    expect(await former.renewal().execute(() => false)).toEqual({ members: 950, contested: [], unreadable: [] });
    expect(new Set(former.renewed).size).toBe(950);
    expect(Math.max(...former.asked)).toBeLessThanOrEqual(200);
  });

  test('stops when it is told to, and the next run goes on with the rest', async () => {
    const former = many(500);
    for (const until of [3, 250, 251, 500]) await former.renewal().execute(() => former.renewed.length >= until);
    expect(former.renewed).toHaveLength(500);
    expect(new Set(former.renewed).size).toBe(500);
    expect(await former.renewal().execute(() => false)).toEqual({ members: 0, contested: [], unreadable: [] });
  });

  test('one that cannot be read is named and keeps nobody back', async () => {
    const former = many(300);
    former.unreadable = 'mem_00100';
    expect(await former.renewal().execute(() => false)).toEqual({
      members: 299,
      contested: [],
      unreadable: ['mem_00100'],
    });
  });

  test('a database that is away ends the run, which loses nothing', async () => {
    const former = many(5);
    former.away = true;
    await expect(former.renewal().execute(() => false)).rejects.toMatchObject({ kind: 'unavailable' });
    former.away = false;
    expect((await former.renewal().execute(() => false)).members).toBe(5);
  });

  test('an external id is claimed in its one form before the former one is given up; another member keeps it', async () => {
    const former = new Former(
      new Map([
        ['mem_1', '۵۰۰۱'],
        ['mem_2', '۶'],
        ['mem_3', 'plain'],
      ]),
    );
    former.claims.set('6', 'mem_other');
    expect(await former.renewal().execute(() => false)).toEqual({ members: 3, contested: ['mem_2'], unreadable: [] });
    expect(former.released).toEqual(['۵۰۰۱']);
  });
});
