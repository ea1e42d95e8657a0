import { describe, expect, test } from '@jest/globals';
import { approved, draft } from '../../../test/promotion-life.ts';
import { noPromotions, withSteps, type ClubPromotions } from './club-promotions.ts';
import { publishStep, requireNotStoppedSince, stopStep, takenBefore, turnStep } from './decide-step.ts';

const minute = (count: number): Date => new Date(Date.parse('2026-03-10T12:00:00Z') + count * 60_000);
const order = (key: string) => ({ clubId: 'clb_a', key, by: 'stf_sara', reason: 'enough' });
const running = (): ClubPromotions =>
  withSteps(noPromotions, [publishStep(noPromotions, approved('ten', minute(0)), order('first'), minute(1))]);

describe('a publication', () => {
  test('is the next version of what was approved, with everybody who stood in for it', () => {
    const again = approved('ten', minute(0), { revision: 2 });
    expect(publishStep(running(), again, order('second'), minute(5))).toMatchObject({
      revision: 2,
      clubId: 'clb_a',
      key: 'second',
      at: minute(5),
      version: { version: 2, submittedBy: 'stf_sara', approvedBy: 'stf_omid', publishedBy: 'stf_sara', ofRevision: 2 },
    });
  });

  test('of a draft that nobody signed names nobody', () => {
    const unsigned = draft('ten', minute(0), { state: 'approved' });
    expect(publishStep(noPromotions, unsigned, order('k'), minute(1)).version).toMatchObject({
      submittedBy: '',
      approvedBy: '',
    });
  });

  test.each([
    ['later', minute(9), minute(9)],
    ['at just that moment', minute(5), minute(5)],
    ['earlier: never before its publication', minute(2), minute(5)],
    ['at no named moment', undefined, minute(5)],
  ])('that is to begin %s', (_name, startsAt, from) => {
    const plan = approved('ten', minute(0), { startsAt });
    expect(publishStep(noPromotions, plan, order('k'), minute(5)).version.from).toEqual(from);
  });

  test('is refused of what is not approved, and of what is published already', () => {
    expect(() => publishStep(noPromotions, draft('ten', minute(0)), order('k'), minute(1))).toThrow(
      expect.objectContaining({
        kind: 'refused',
        code: 'wrong_promotion_state',
        message: 'the promotion is draft, and this is for what was approved',
        details: { state: 'draft' },
      }),
    );
    expect(() => publishStep(running(), approved('ten', minute(0)), order('k'), minute(2))).toThrow(
      expect.objectContaining({
        message: 'the promotion is published, and this is for what was approved since',
        details: { state: 'published' },
      }),
    );
  });

  test('is refused of what would be over by then', () => {
    const over = (endsAt: Date) => () =>
      publishStep(noPromotions, approved('ten', minute(0), { endsAt }), order('k'), minute(5));
    expect(over(minute(5))).toThrow(
      expect.objectContaining({
        kind: 'refused',
        code: 'promotion_over',
        message: 'it would have ended before it is published',
      }),
    );
    expect(over(minute(6))).not.toThrow();
  });
});

describe('a step', () => {
  test('is never before the one that was taken last, whatever the clock shows', () => {
    const ten = { id: 'prm_ten', code: 'ten' };
    expect(turnStep(running(), 'paused', ten, order('k'), minute(0)).at).toEqual(minute(1));
    expect(turnStep(running(), 'paused', ten, order('k'), minute(2)).at).toEqual(minute(2));
  });

  test('that was taken under a key is found under it', () => {
    expect(takenBefore(running(), order('first'))).toMatchObject({ kind: 'published', key: 'first' });
    expect(takenBefore(running(), order('other'))).toBeUndefined();
  });

  test('of what was never published is not found', () => {
    expect(() => turnStep(running(), 'paused', { id: 'prm_x', code: 'x' }, order('k'), minute(2))).toThrow(
      expect.objectContaining({
        kind: 'not_found',
        code: 'promotion_not_found',
        message: 'the club has published no such promotion',
      }),
    );
  });

  test('that its state does not allow is refused in words', () => {
    expect(() => turnStep(running(), 'resumed', { id: 'prm_ten', code: 'ten' }, order('k'), minute(2))).toThrow(
      expect.objectContaining({ message: 'the promotion is running, and this is for one that is paused' }),
    );
  });
});

describe('what was stopped meanwhile', () => {
  const stopped = (club: ClubPromotions): ClubPromotions => withSteps(club, [stopStep(club, order('stop'), minute(3))]);

  test('refuses whoever has looked before', () => {
    const seen = running();
    expect(() => requireNotStoppedSince(seen, stopped(seen))).toThrow(
      expect.objectContaining({
        kind: 'refused',
        code: 'stopped_meanwhile',
        message: 'everything was stopped while this was on its way',
      }),
    );
  });

  test('refuses nobody who has seen the stop, and no other step does', () => {
    const after = stopped(running());
    expect(() => requireNotStoppedSince(after, after)).not.toThrow();
    expect(() => requireNotStoppedSince(noPromotions, running())).not.toThrow();
    expect(() => requireNotStoppedSince(noPromotions, noPromotions)).not.toThrow();
  });

  test('is what runs or will, and not what has ended', () => {
    const ten = { id: 'prm_ten', code: 'ten' };
    const ended = withSteps(running(), [turnStep(running(), 'ended', ten, order('end'), minute(2))]);
    expect(stopStep(running(), order('k'), minute(3))).toMatchObject({ kind: 'stopped', promotionIds: ['prm_ten'] });
    expect(stopStep(ended, order('k'), minute(3))).toMatchObject({ promotionIds: [] });
  });
});
