import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue, adjust, burn, capture, hold, reverse, voided } from '../../../test/commands.ts';
import { kept, keptOf, keptRefusal } from '../../../test/kept.ts';

const early = { key: 'e:early', expiresAt: day(10) };

describe('of every command the ledger keeps', () => {
  test('who asked, why, and when it counts', () => {
    const asked = {
      ...accrue(1n, { key: 'c:till:1', effectiveAt: day(1) }),
      cause: 'sale',
      reason: 'purchase',
      reference: 'receipt 7',
    };
    const [entry] = account().on(day(3)).when(asked).commits[0]?.entries ?? [];
    expect(entry).toMatchObject({
      key: 'c:till:1',
      cause: 'sale',
      reason: 'purchase',
      reference: 'receipt 7',
      effectiveAt: day(1),
    });
    expect(entry?.bodyHash).toMatch(/./);
  });
  test('the moment of the commit, when the command names none', () => {
    expect(account().on(day(3)).when(accrue(1n)).commits[0]?.entries[0]?.effectiveAt).toEqual(day(3));
  });
});

describe('of earning it keeps', () => {
  test('units that never end, in the lot of all such', () => {
    expect(kept(account(), accrue(10n))).toStrictEqual([
      {
        kind: 'accrue',
        amount: 10n,
        lot: 'never',
        postings: [
          { book: 'available', amount: 10n },
          { book: 'issuance', amount: -10n },
        ],
        lots: [{ lot: 'never', place: 'active', amount: 10n }],
        debt: 0n,
      },
    ]);
  });
  test('units that wait, in a lot of their own', () => {
    expect(kept(account(), accrue(10n, { key: 'e:a', activeAt: day(5), expiresAt: day(10) }))).toStrictEqual([
      {
        kind: 'accrue',
        amount: 10n,
        lot: 'e:a',
        postings: [
          { book: 'pending', amount: 10n },
          { book: 'issuance', amount: -10n },
        ],
        lots: [{ lot: 'e:a', place: 'pending', amount: 10n, activeAt: day(5), expiresAt: day(10) }],
        debt: 0n,
      },
    ]);
  });
  test('the rule that it came of', () => {
    const basis = { ruleId: 'r', ruleVersion: 2, base: 1_000n, points: 1n, perAmount: 100n };
    const command = accrue(10n);
    expect(kept(account(), { ...command, verb: { kind: 'accrue', amount: 10n, basis } })).toMatchObject([{ basis }]);
  });
  test('what paid a debt, and the rest', () => {
    const owing = account()
      .holding(10n)
      .when(burn(4n, { key: 'e:b' }), adjust(-10n, { policy: 'unlimited' }));
    expect(kept(owing, accrue(3n, { expiresAt: day(10) }))).toMatchObject([{ lots: [], debt: -3n }]);
    expect(kept(owing, accrue(3n, early))).toStrictEqual([
      {
        kind: 'accrue',
        amount: 3n,
        lot: 'e:early',
        postings: [
          { book: 'available', amount: 3n },
          { book: 'issuance', amount: -3n },
        ],
        lots: [{ lot: 'e:early', place: 'active', amount: 2n, expiresAt: day(10) }],
        debt: -1n,
      },
    ]);
  });
});

describe('of spending it keeps', () => {
  const two = () => account().when(accrue(10n, early), accrue(10n));

  test('the lots that a burn took from', () => {
    expect(kept(two(), burn(12n))).toStrictEqual([
      {
        kind: 'burn',
        amount: 12n,
        postings: [
          { book: 'available', amount: -12n },
          { book: 'redemption', amount: 12n },
        ],
        lots: [
          { lot: 'e:early', place: 'active', amount: -10n, expiresAt: day(10) },
          { lot: 'never', place: 'active', amount: -2n },
        ],
        debt: 0n,
      },
    ]);
  });
  test('that a lot is not asked for nothing', () => {
    expect(kept(two(), burn(10n))).toMatchObject([{ lots: [{ lot: 'e:early' }] }]);
    expect(keptOf(two().when(burn(10n)))[0]).toHaveProperty('lots.length', 1);
  });
  test('what a burn borrowed below its cap', () => {
    expect(kept(account().holding(2n), burn(5n, { terms: { cap: 3n } }))).toStrictEqual([
      {
        kind: 'burn',
        amount: 5n,
        postings: [
          { book: 'available', amount: -5n },
          { book: 'redemption', amount: 5n },
        ],
        lots: [{ lot: 'never', place: 'active', amount: -2n }],
        debt: 3n,
        taken: [
          { lot: 'never', amount: 2n },
          { lot: 'never', amount: 3n },
        ],
        cap: 3n,
      },
    ]);
  });
  test('no cap where it was not needed', () => {
    expect(kept(account().holding(5n), burn(5n, { terms: { cap: 3n } }))[0]).not.toHaveProperty('cap');
  });
  test('whose a hold is, and what it took', () => {
    expect(kept(two(), hold(11n, { key: 'e:h' }))).toStrictEqual([
      {
        kind: 'hold',
        amount: 11n,
        owner: 'sale',
        postings: [
          { book: 'available', amount: -11n },
          { book: 'held', amount: 11n },
        ],
        lots: [
          { lot: 'e:early', place: 'active', amount: -10n, expiresAt: day(10) },
          { lot: 'never', place: 'active', amount: -1n },
        ],
        debt: 0n,
      },
    ]);
  });
  test('what was captured of a hold, and where the rest went', () => {
    expect(kept(two(), hold(15n, { key: 'e:h' }), capture('e:h', 12n))).toStrictEqual([
      {
        kind: 'capture',
        amount: 12n,
        target: 'e:h',
        postings: [
          { book: 'held', amount: -15n },
          { book: 'redemption', amount: 12n },
          { book: 'available', amount: 3n },
        ],
        lots: [{ lot: 'never', place: 'active', amount: 3n }],
        debt: 0n,
        taken: [
          { lot: 'e:early', amount: 10n, expiresAt: day(10) },
          { lot: 'never', amount: 2n },
        ],
      },
    ]);
  });
  test('nothing that comes back when all is captured', () => {
    const [entry] = kept(two(), hold(10n, { key: 'e:h' }), capture('e:h'));
    expect(entry).toMatchObject({
      amount: 10n,
      postings: [
        { book: 'held', amount: -10n },
        { book: 'redemption', amount: 10n },
      ],
      lots: [],
      taken: [{ lot: 'e:early', amount: 10n }],
    });
  });
  test('that a hold was voided', () => {
    expect(kept(account().holding(5n), hold(5n, { key: 'e:h' }), voided('e:h'))).toStrictEqual([
      {
        kind: 'void',
        amount: 5n,
        target: 'e:h',
        postings: [
          { book: 'held', amount: -5n },
          { book: 'available', amount: 5n },
        ],
        lots: [{ lot: 'never', place: 'active', amount: 5n }],
        debt: 0n,
      },
    ]);
  });
  test('the key of a hold that was voided before it came', () => {
    const story = account().when(voided('e:h', { key: 'e:v' }));
    expect(keptOf(story)).toStrictEqual([
      { kind: 'void', amount: 0n, target: 'e:h', postings: [], lots: [], debt: 0n },
      keptRefusal('hold_voided'),
    ]);
    expect(story.commits[0]?.entries.map(({ key }) => key)).toEqual(['e:v', 'e:h']);
  });
  test('that it refused', () => {
    expect(kept(account(), burn(1n))).toStrictEqual([keptRefusal('balance_too_low')]);
  });
});

describe('of taking back it keeps', () => {
  test('the lots that an accrual was taken from', () => {
    expect(kept(account().when(accrue(10n, early), accrue(5n), burn(4n)), reverse('e:early', 8n))).toStrictEqual([
      {
        kind: 'reverse_accrual',
        amount: 8n,
        target: 'e:early',
        postings: [
          { book: 'available', amount: -8n },
          { book: 'issuance', amount: 8n },
        ],
        lots: [
          { lot: 'e:early', place: 'active', amount: -6n, expiresAt: day(10) },
          { lot: 'never', place: 'active', amount: -2n },
        ],
        debt: 0n,
      },
    ]);
  });
  test('what was still waiting', () => {
    expect(kept(account().when(accrue(10n, { key: 'e:a', activeAt: day(5) })), reverse('e:a', 4n))).toStrictEqual([
      {
        kind: 'reverse_accrual',
        amount: 4n,
        target: 'e:a',
        postings: [
          { book: 'pending', amount: -4n },
          { book: 'issuance', amount: 4n },
        ],
        lots: [{ lot: 'e:a', place: 'pending', amount: -4n }],
        debt: 0n,
      },
    ]);
  });
  test('what had expired, and was spared', () => {
    expect(kept(account().when(accrue(10n, early)).on(day(11)).when(accrue(1n)), reverse('e:early'))).toStrictEqual([
      { kind: 'reverse_accrual', amount: 10n, target: 'e:early', postings: [], lots: [], debt: 0n, absorbed: 10n },
    ]);
  });
  test('the lots that a burn came back to, the last drawn first', () => {
    expect(
      kept(account().when(accrue(10n, early), accrue(10n), burn(12n, { key: 'e:b' })), reverse('e:b', 3n)),
    ).toStrictEqual([
      {
        kind: 'reverse_burn',
        amount: 3n,
        target: 'e:b',
        postings: [
          { book: 'available', amount: 3n },
          { book: 'redemption', amount: -3n },
        ],
        lots: [
          { lot: 'never', place: 'active', amount: 2n },
          { lot: 'e:early', place: 'active', amount: 1n, expiresAt: day(10) },
        ],
        debt: 0n,
      },
    ]);
  });
});

describe('of moments that came due it keeps', () => {
  test('what activated and what expired, under keys of its own', () => {
    const story = account()
      .when(accrue(5n, { key: 'e:a', activeAt: day(5), expiresAt: day(8) }))
      .on(day(9))
      .when(accrue(1n));
    const time = { cause: 'time', reference: '', debt: 0n };
    expect(story.commits[1]?.entries.slice(0, 2)).toStrictEqual([
      {
        ...time,
        key: 't:activate:e:a:1',
        kind: 'activate',
        amount: 5n,
        target: 'e:a',
        reason: 'activation',
        effectiveAt: day(5),
        postings: [
          { book: 'pending', amount: -5n },
          { book: 'available', amount: 5n },
        ],
        lots: [
          { lot: 'e:a', place: 'pending', amount: -5n },
          { lot: 'e:a', place: 'active', amount: 5n, expiresAt: day(8) },
        ],
      },
      {
        ...time,
        key: 't:expire:e:a:2',
        kind: 'expire',
        amount: 5n,
        target: 'e:a',
        reason: 'expiry',
        effectiveAt: day(8),
        postings: [
          { book: 'available', amount: -5n },
          { book: 'expiry', amount: 5n },
        ],
        lots: [{ lot: 'e:a', place: 'active', amount: -5n, expiresAt: day(8) }],
      },
    ]);
  });
});
