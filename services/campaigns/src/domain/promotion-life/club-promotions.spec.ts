import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { approved } from '../../../test/promotion-life.ts';
import {
  isAlive,
  noPromotions,
  publishedState,
  versionRunning,
  withSteps,
  type ClubPromotions,
} from './club-promotions.ts';
import { publishStep, stopStep, turnStep } from './decide-step.ts';
import { compiledVersion, runningThen } from './running-then.ts';
import type { PromotionStep } from './steps.ts';

const start = Date.parse('2026-03-10T12:00:00Z');
const minute = (count: number): Date => new Date(start + count * 60_000);
let keys = 0;
const order = () => ({ clubId: 'clb_a', key: `k${String(++keys)}`, by: 'stf_sara', reason: '' });

interface Told {
  readonly of: string;
  readonly kind: 'publish' | 'later' | 'short' | 'paused' | 'resumed' | 'ended' | 'stop';
}

/** The next state of a club, or the code of why not. */
const step = (club: ClubPromotions, { of, kind }: Told, at: number): ClubPromotions | string => {
  const revision = club.revision + 1;
  try {
    const take = (taken: PromotionStep): ClubPromotions => withSteps(club, [taken]);
    const plans = {
      publish: { revision },
      later: { revision, startsAt: minute(at + 3) },
      short: { revision, endsAt: minute(at + 2) },
    };
    if (kind === 'stop') return take(stopStep(club, order(), minute(at)));
    if (kind === 'paused' || kind === 'resumed' || kind === 'ended')
      return take(turnStep(club, kind, { id: `prm_${of}`, code: of }, order(), minute(at)));
    return take(publishStep(club, approved(of, minute(0), plans[kind]), order(), minute(at)));
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const told: fc.Arbitrary<Told> = fc.record({
  of: fc.constantFrom('a', 'b'),
  kind: fc.constantFrom('publish', 'later', 'short', 'paused', 'resumed', 'ended', 'stop'),
});

const allowed = {
  paused: ['running', 'scheduled'],
  resumed: ['paused'],
  ended: ['running', 'scheduled', 'paused'],
};

/** What a person would say of a promotion: the obvious story of it, minute by minute. */
class Story {
  /** Since it began anew; the newest last. */
  private versions: { readonly from: number; readonly ends: number }[] = [];
  private mode: 'on' | 'paused' | 'ended' = 'on';

  state(at: number): string {
    const newest = this.versions.at(-1);
    if (!newest) return 'none';
    if (this.mode === 'ended' || newest.ends <= at) return 'ended';
    if (this.mode === 'paused') return 'paused';
    const begun = this.versions.findLast(({ from }) => from <= at);
    return begun && begun.ends > at ? 'running' : 'scheduled';
  }

  /** Whether the step is one that the state allows. */
  take(kind: Told['kind'], at: number): boolean {
    const state = this.state(at);
    if (kind === 'publish' || kind === 'later' || kind === 'short') {
      if (state === 'ended') [this.versions, this.mode] = [[], 'on'];
      const [from, ends] = [kind === 'later' ? at + 3 : at, kind === 'short' ? at + 2 : Infinity];
      this.versions.push({ from, ends });
      return true;
    }
    if (kind === 'stop') {
      if (allowed.paused.includes(state)) this.mode = 'paused';
      return true;
    }
    if (!allowed[kind].includes(state)) return false;
    this.mode = kind === 'resumed' ? 'on' : kind;
    return true;
  }
}

describe('what a club has published', () => {
  test('goes through its life as the story of it says, whatever is asked in whichever order', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 30 }), (asked) => {
        let club = noPromotions;
        const stories = { a: new Story(), b: new Story() };
        asked.forEach((each, at) => {
          const next = step(club, each, at);
          const told_ = each.kind === 'stop' ? (['a', 'b'] as const) : [each.of as 'a' | 'b'];
          const isTaken = told_.map((of) => stories[of].take(each.kind, at)).every(Boolean);
          expect(typeof next === 'object').toBe(isTaken);
          if (typeof next === 'object') club = next;
          for (const promotion of club.promotions.values()) {
            const state = publishedState(promotion, minute(at));
            expect(state).toBe(stories[promotion.code as 'a' | 'b'].state(at));
            const isRunning = versionRunning(promotion, minute(at)) !== undefined;
            expect(isRunning).toBe(state === 'running');
            if (state === 'paused' || state === 'ended') expect(isAlive(promotion, minute(at))).toBe(false);
          }
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test('never changes what ran before: later steps leave the past as it was', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 20 }), (asked) => {
        let club = noPromotions;
        asked.forEach((each, at) => {
          const past = Array.from({ length: at }, (_, before) => runningThen(club, minute(before)).all);
          const next = step(club, each, at);
          if (typeof next === 'object') club = next;
          past.forEach((all, before) => {
            expect(runningThen(club, minute(before)).all).toEqual(all);
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  test('is compiled once', () => {
    const club = step(noPromotions, { of: 'a', kind: 'publish' }, 0) as ClubPromotions;
    const [version] = club.promotions.get('prm_a')?.versions ?? [];
    expect(version && compiledVersion(version)).toBe(version && compiledVersion(version));
    expect(runningThen(club, minute(5))).toBe(runningThen(club, minute(500)));
    expect(runningThen(club, minute(5)).all.map((promotion) => promotion.version.terms.code)).toEqual(['a']);
  });

  test('has versions without gaps that never change', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 20 }), (asked) => {
        let club = noPromotions;
        asked.forEach((each, at) => {
          const before = [...club.promotions.values()].map(({ id, versions }) => [id, [...versions]] as const);
          const next = step(club, each, at);
          if (typeof next === 'object') club = next;
          for (const [id, versions] of before)
            expect(club.promotions.get(id)?.versions.slice(0, versions.length)).toEqual(versions);
          for (const { versions } of club.promotions.values())
            expect(versions.map(({ version }) => version)).toEqual(versions.map((_, place) => place + 1));
        });
      }),
    );
  });

  test('does not go back in time when the clock of a process does', () => {
    const club = step(noPromotions, { of: 'a', kind: 'publish' }, 10) as ClubPromotions;
    const paused = turnStep(club, 'paused', { id: 'prm_a', code: 'a' }, order(), minute(5));
    expect(paused.at).toEqual(minute(10));
  });

  test('refuses what is over before it begins, what no sale can settle, what is published already, and what nobody has approved', () => {
    const over = approved('a', minute(0), { endsAt: minute(1) });
    expect(() => publishStep(noPromotions, over, order(), minute(1))).toThrow(
      expect.objectContaining({ code: 'promotion_over' }),
    );
    for (const effect of [
      { kind: 'voucher', reward_id: 'cinema', count: 1, value: 500 },
      { kind: 'gift_credit', amount: 300 },
    ]) {
      const effects = [{ kind: 'message', code: 'thanks' }, effect];
      const promised = approved('a', minute(0), { terms: JSON.stringify({ conditions: [], effects }) });
      expect(() => publishStep(noPromotions, promised, order(), minute(1))).toThrow(
        expect.objectContaining({ code: 'effect_not_settled', details: { '/terms/effects/1': effect.kind } }),
      );
    }
    const ready = approved('a', minute(0));
    const club = withSteps(noPromotions, [publishStep(noPromotions, ready, order(), minute(0))]);
    expect(() => publishStep(club, ready, order(), minute(1))).toThrow(
      expect.objectContaining({ code: 'wrong_promotion_state', details: { state: 'published' } }),
    );
    const newer = approved('a', minute(0), { revision: 4 });
    const twice = withSteps(club, [publishStep(club, newer, order(), minute(1))]);
    expect(() => publishStep(twice, { ...ready, revision: 3 }, order(), minute(2))).toThrow(
      expect.objectContaining({ code: 'wrong_promotion_state', details: { state: 'published' } }),
    );
    const draft = approved('b', minute(0), { state: 'submitted' });
    expect(() => publishStep(club, draft, order(), minute(1))).toThrow(
      expect.objectContaining({ code: 'wrong_promotion_state', details: { state: 'submitted' } }),
    );
    expect(() => turnStep(club, 'paused', { id: 'prm_c', code: 'c' }, order(), minute(1))).toThrow(
      expect.objectContaining({ code: 'promotion_not_found' }),
    );
  });

  test('refuses steps that leave some out', () => {
    const later = { ...stopStep(noPromotions, order(), minute(0)), revision: 2 };
    expect(() => withSteps(noPromotions, [later])).toThrow('does not follow');
  });
});
