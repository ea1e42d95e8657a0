import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '@vafa/kernel';
import { needsOf, type MemberNeeds } from '../../domain/promotions/asking/member-needs.ts';
import type { Condition } from '../../domain/promotions/terms/conditions.ts';
import { FreshSnapshots } from './fresh-snapshots.ts';
import { KeptSnapshots, keptBounds, type KeptBounds } from './kept-snapshots.ts';
import type { Buyer, SnapshotNews, ToldSnapshot } from './member-snapshots.ts';

const club = 'clb_1';
const needing = (...conditions: Condition[]): MemberNeeds => needsOf([{ conditions }]);
const tier = needing({ kind: 'tier', in: ['gold'] });
const purchases = needing({ kind: 'purchase_number', is: [2] });

/** Members who have bought as often as they were asked for. */
const open = (bounds: Partial<KeptBounds> = {}) => {
  const clock = new ManualClock('2026-03-10T12:00:00Z');
  const asked: string[] = [];
  const state: { answer: () => Promise<void>; follows: boolean; stopped: number; followed: number } = {
    answer: () => Promise.resolve(),
    follows: true,
    stopped: 0,
    followed: 0,
  };
  const told = ({ memberId: id }: Buyer): ToldSnapshot => ({
    snapshot: { id, purchases: asked.filter((each) => each === id).length },
    holdsUntil: new Date('2026-03-11T00:00:00Z'),
  });
  const ask = async (_clubId: string, buyers: readonly Buyer[]) => {
    asked.push(...buyers.map(({ memberId }) => memberId));
    const answers = buyers.map((buyer) => (buyer.memberId === 'nobody' ? undefined : told(buyer)));
    await state.answer();
    return answers;
  };
  const kept = new KeptSnapshots(clock, { ...keptBounds, ...bounds });
  const follow = () => {
    state.followed++;
    if (!state.follows) return Promise.reject(new Error('no broker'));
    return Promise.resolve({ stop: () => Promise.resolve(void state.stopped++) });
  };
  const snapshots = new FreshSnapshots({ ask }, kept, follow);
  const of = (memberId: string, needs = purchases, at = clock.now()) => snapshots.of(club, memberId, at, needs);
  return { clock, asked, state, news: kept as SnapshotNews, snapshots, of };
};

describe('a member', () => {
  test('is not asked for where promotions need nothing of members, and nothing is followed', async () => {
    const { of, asked, state } = open();
    expect(await of('sara', needing({ kind: 'member' }))).toEqual({ id: 'sara' });
    expect({ asked, followed: state.followed }).toEqual({ asked: [], followed: 0 });
  });

  test('is asked for once, as long as that holds', async () => {
    const { of, asked, clock } = open({ keptMs: 24 * 3_600_000 });
    expect(await of('sara')).toEqual({ id: 'sara', purchases: 1 });
    clock.advance(3_600_000);
    expect(await of('sara')).toEqual({ id: 'sara', purchases: 1 });
    expect(await of('sara', purchases, new Date('2026-03-10T11:59:59Z'))).toEqual({ id: 'sara', purchases: 2 });
    expect(await of('sara', purchases, new Date('2026-03-11T00:00:00Z'))).toEqual({ id: 'sara', purchases: 3 });
    expect(await of('nobody')).toBeUndefined();
    expect(await of('nobody')).toBeUndefined();
    expect(asked).toEqual(['sara', 'sara', 'sara', 'nobody', 'nobody']);
  });

  test('is asked for again after a minute, and for what was not asked before', async () => {
    const { of, asked, clock } = open();
    await of('sara');
    clock.advance(59_999);
    await of('sara');
    expect(asked).toHaveLength(1);
    clock.advance(1);
    await of('sara');
    await of('sara', tier);
    expect(asked).toHaveLength(3);
  });

  test('is asked for again once it was corrected, its club changed, or something was not heard', async () => {
    const { of, asked, news } = open();
    const endings = [
      () => news.changed(club, 'sara'),
      () => news.clubChanged(club),
      () => news.missed(),
      () => news.changed(club, 'omid'),
      () => news.clubChanged('clb_2'),
      () => news.changed('clb_2', 'sara'),
    ];
    const questions: number[] = [];
    for (const end of endings) {
      await of('sara');
      end();
      const before = asked.length;
      await of('sara');
      questions.push(asked.length - before);
    }
    expect(questions).toEqual([1, 1, 1, 0, 0, 0]);
  });

  test('is asked for with each sale until membership has counted the last one', async () => {
    const { of, asked, news, clock } = open();
    await of('sara');
    news.sold(club, ['sara']);
    await of('sara');
    await of('sara');
    clock.advance(5_000);
    await of('sara');
    await of('sara');
    expect(asked).toHaveLength(4);
  });

  test.each<[string, (news: SnapshotNews) => void]>([
    ['the member', (news) => news.changed(club, 'sara')],
    ['the club', (news) => news.clubChanged(club)],
    ['something that was not heard', (news) => news.missed()],
  ])('is not kept when %s changed while the answer was on its way', async (_name, change) => {
    const { of, asked, news, state } = open();
    state.answer = () => Promise.resolve(change(news));
    await of('sara');
    state.answer = () => Promise.resolve();
    await of('sara');
    await of('sara');
    expect(asked).toHaveLength(2);
  });

  test('is kept among so many, the oldest going first', async () => {
    const { of, asked } = open({ entriesMax: 2 });
    for (const member of ['sara', 'omid', 'mina', 'mina', 'omid', 'sara']) await of(member);
    expect(asked).toEqual(['sara', 'omid', 'mina', 'sara']);
  });

  test('is kept within so many bytes', async () => {
    const { of, asked } = open({ bytesMax: 1_200 });
    for (const member of ['sara', 'omid', 'mina', 'mina', 'omid', 'sara']) await of(member);
    expect(asked).toEqual(['sara', 'omid', 'mina', 'sara']);
  });

  test('is kept by nobody who does not hear what is told, and who tries to hear it again', async () => {
    const { of, asked, state } = open();
    state.follows = false;
    await of('sara');
    await of('sara');
    expect({ questions: asked.length, followed: state.followed }).toEqual({ questions: 2, followed: 2 });
    state.follows = true;
    await of('sara');
    await of('sara');
    expect({ questions: asked.length, followed: state.followed }).toEqual({ questions: 3, followed: 3 });
  });

  test('is forgotten at the end', async () => {
    const { of, asked, state, snapshots } = open();
    await of('sara');
    await snapshots.stop();
    expect(state.stopped).toBe(1);
    await of('sara');
    expect(asked).toHaveLength(2);
    await snapshots.stop();
    await snapshots.stop();
    expect(state.stopped).toBe(2);
  });
});

test('of many those are asked for by one question who are not known, in the order asked', async () => {
  const { of, asked, snapshots, clock } = open();
  await of('omid');
  const at = clock.now();
  const buyers = ['sara', 'omid', 'nobody', 'mina'].map((memberId) => ({ memberId, at }));
  const found = await snapshots.ofAll(club, buyers, purchases);
  expect(found.map((snapshot) => snapshot?.id)).toEqual(['sara', 'omid', undefined, 'mina']);
  expect(asked).toEqual(['omid', 'sara', 'nobody', 'mina']);
});

test('what is told of a club of which nothing is known needs not be read', async () => {
  const { of, news } = open();
  expect(news.knows(club)).toBe(false);
  await of('sara');
  expect(news.knows(club)).toBe(true);
});
