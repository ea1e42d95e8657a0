import { ManualClock } from '@vafa/kernel';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { basket, club, terms } from '../../test/rules.ts';
import type { Publication } from '../domain/club-rules.ts';
import { AdjudicateBaskets } from './adjudicate-baskets.ts';
import { freshAloneMs, freshForMs } from './fresh-record.ts';
import { idsAlone } from '../../test/ids-alone.ts';
import { FreshPromotions } from './promotions/fresh-promotions.ts';
import { FreshRules } from './fresh-rules.ts';
import { PublishEarningRule } from './publish-earning-rule.ts';
import type { RulePublications } from './rule-publications.ts';

/** Publications in memory. It counts what is asked of it; two replicas may share it. */
class MemoryPublications implements RulePublications {
  reads = 0;
  private readonly publications: Publication[] = [];

  since(clubId: string, revision: number): Promise<readonly Publication[]> {
    this.reads++;
    return Promise.resolve(
      this.publications.filter(({ rule, revision: at }) => rule.clubId === clubId && at > revision),
    );
  }

  append(publication: Publication): Promise<'appended' | 'taken'> {
    const taken = this.publications.some(
      ({ rule, revision }) => rule.clubId === publication.rule.clubId && revision === publication.revision,
    );
    if (!taken) this.publications.push(publication);
    return Promise.resolve(taken ? 'taken' : 'appended');
  }
}

let published: MemoryPublications;
let clock: ManualClock;
const replica = (forMs?: number) => {
  const rules = new FreshRules(published, clock, forMs);
  return {
    publish: new PublishEarningRule(published, rules, clock),
    adjudication: new AdjudicateBaskets(
      rules,
      new FreshPromotions(
        { since: () => Promise.resolve([]), append: () => Promise.reject(new Error('nothing is published here')) },
        clock,
      ),
      idsAlone,
      clock,
    ),
  };
};
const versions = async ({ adjudication }: ReturnType<typeof replica>): Promise<(number | undefined)[]> =>
  (await adjudication.execute(club, [basket()])).flatMap(({ effects }) =>
    effects.map(({ promotionVersion }) => promotionVersion),
  );

beforeEach(() => {
  published = new MemoryPublications();
  clock = new ManualClock('2026-03-10T12:00:00Z');
});

describe('the rules in memory', () => {
  test('are read once for all that is asked within half a second', async () => {
    const here = replica();
    await versions(here);
    clock.advance(freshForMs - 1);
    await Promise.all(Array.from({ length: 100 }, () => versions(here)));
    expect(published.reads).toBe(1);
  });

  test('are read once more by all who come at the same time after that', async () => {
    const here = replica();
    await versions(here);
    clock.advance(freshForMs);
    await Promise.all(Array.from({ length: 100 }, () => versions(here)));
    expect(published.reads).toBe(2);
  });

  test('of a process that is alone are hardly ever read, and its own publications count at once', async () => {
    const alone = replica(freshAloneMs);
    await versions(alone);
    clock.advance(freshAloneMs - 1);
    expect(await versions(alone)).toEqual([]);
    expect(published.reads).toBe(1);
    await alone.publish.execute({ clubId: club, key: 'c:1', terms: terms() });
    expect(await versions(alone)).toEqual([1]);
  });

  test('of a publication that was stored and answered with an error count at the next question', async () => {
    const alone = replica(freshAloneMs);
    await versions(alone);
    const append = published.append.bind(published);
    published.append = async (publication) => {
      await append(publication);
      throw new Error('the answer was lost');
    };
    await expect(alone.publish.execute({ clubId: club, key: 'c:1', terms: terms() })).rejects.toThrow('lost');
    expect(await versions(alone)).toEqual([1]);
  });

  test('are read again when the clock was set back', async () => {
    const [here, there] = [replica(), replica()];
    await versions(there);
    await here.publish.execute({ clubId: club, key: 'c:1', terms: terms() });
    clock.advance(-3_600_000);
    expect(await versions(there)).toEqual([1]);
  });

  test('count an own publication at once and another replica after half a second', async () => {
    const [here, there] = [replica(), replica()];
    expect(await versions(there)).toEqual([]);
    await here.publish.execute({ clubId: club, key: 'c:1', terms: terms() });
    await here.publish.execute({ clubId: club, key: 'c:2', terms: terms({ points: 2n }) });
    expect([await versions(here), await versions(there)]).toEqual([[2], []]);
    clock.advance(freshForMs);
    expect(await versions(there)).toEqual([2]);
  });

  test('publications of two replicas at once both stand, one after the other', async () => {
    const [here, there] = [replica(), replica()];
    const published = await Promise.all([
      here.publish.execute({ clubId: club, key: 'c:1', terms: terms() }),
      there.publish.execute({ clubId: club, key: 'c:2', terms: terms({ points: 2n }) }),
    ]);
    expect(published.map(({ version }) => version).sort()).toEqual([1, 2]);
    clock.advance(freshForMs);
    expect([await versions(here), await versions(there)]).toEqual([[2], [2]]);
  });
});
