import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { approved } from '../../../test/promotion-life.ts';
import { noPromotions, versionRunning, withSteps, type ClubPromotions } from './club-promotions.ts';
import { publishStep, turnStep } from './decide-step.ts';
import { compiledVersion, runningThen } from './running-then.ts';

const minute = (count: number): Date => new Date(Date.parse('2026-03-10T12:00:00Z') + count * 60_000);
let keys = 0;
const order = () => ({ clubId: 'clb_a', key: `k${String(++keys)}`, by: 'stf_sara', reason: '' });

/** A promotion that was published, and paused and resumed so often. */
interface Told {
  readonly starts: number | undefined;
  readonly ends: number | undefined;
  readonly turns: number;
}

const plain: Told = { starts: undefined, ends: undefined, turns: 0 };

const clubOf = (told: readonly Told[]): ClubPromotions => {
  let club = noPromotions;
  told.forEach(({ starts, ends, turns }, place) => {
    const code = `p${String(place)}`;
    const startsAt = starts === undefined ? undefined : minute(starts);
    const endsAt = ends === undefined ? undefined : minute(ends + 100);
    club = withSteps(club, [
      publishStep(club, approved(code, minute(0), { startsAt, endsAt }), order(), minute(place)),
    ]);
    for (let turn = 0; turn < turns; turn++) {
      const kind = turn % 2 === 0 ? 'paused' : 'resumed';
      club = withSteps(club, [turnStep(club, kind, { id: `prm_${code}`, code }, order(), minute(10 + turn))]);
    }
  });
  return club;
};

const named = (club: ClubPromotions, at: Date): string[] =>
  runningThen(club, at)
    .all.map(({ version }) => version.id)
    .sort();

const oneByOne = (club: ClubPromotions, at: Date): string[] =>
  [...club.promotions.values()]
    .flatMap((promotion) => versionRunning(promotion, at) ?? [])
    .map((version) => compiledVersion(version).version.id)
    .sort();

describe('what ran at a moment', () => {
  const told = fc.record<Told>({
    starts: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
    ends: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
    turns: fc.integer({ min: 0, max: 3 }),
  });

  test('is what each promotion says by itself, in whatever order moments are asked', () => {
    fc.assert(
      fc.property(
        fc.array(told, { maxLength: 6 }),
        fc.array(fc.integer({ min: -5, max: 200 }), { minLength: 1, maxLength: 60 }),
        (all, moments) => {
          const club = clubOf(all);
          for (const at of moments.map(minute)) expect(named(club, at)).toEqual(oneByOne(club, at));
        },
      ),
    );
  });

  test('changes with the very moment at which a promotion begins, pauses or ends', () => {
    const club = clubOf([{ ...plain, starts: 20, ends: 0 }]);
    const seen = [19, 20, 99, 100].map((at) => named(club, minute(at)).length);
    expect(seen).toEqual([0, 1, 1, 0]);
  });

  test('is kept compiled for a while, and made again once many others were asked', () => {
    const begins = (place: number): Date => minute(100 + place * 4);
    const club = clubOf(Array.from({ length: 20 }, (_, place) => ({ ...plain, starts: 100 + place * 4 })));
    const first = runningThen(club, begins(0));
    for (let place = 1; place < 16; place++) runningThen(club, begins(place));
    expect(runningThen(club, minute(101))).toBe(first);
    runningThen(club, begins(16));
    const again = runningThen(club, begins(0));
    expect(again).not.toBe(first);
    expect(again.all).toEqual(first.all);
  });
});
