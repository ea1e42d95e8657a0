import { beforeEach, describe, expect, test } from '@jest/globals';
import { ManualClock } from '@vafa/kernel';
import { approved } from '../../../test/promotion-life.ts';
import { stopStep } from '../../domain/promotion-life/decide-step.ts';
import type { PromotionDraft } from '../../domain/promotion-life/draft.ts';
import type { PromotionStep } from '../../domain/promotion-life/steps.ts';
import { FreshPromotions } from './fresh-promotions.ts';
import { KnownPromotions, promotionId } from './known-promotions.ts';
import type { PromotionDrafts } from './promotion-drafts.ts';
import { TakePromotionSteps } from './take-promotion-steps.ts';

const clubId = 'clb_a';
const clock = new ManualClock('2026-03-10T12:00:00Z');
let taken: PromotionStep[];
/** What another does just before the next step is made durable. */
let meanwhile: (() => void) | undefined;
let stored: PromotionDraft;
let published: FreshPromotions;
let steps: TakePromotionSteps;
let keys = 0;
const order = () => ({ clubId, code: 'ten', key: `k${String(++keys)}`, by: 'stf_sara', reason: '' });

const record = {
  since: (_club: string, revision: number) => Promise.resolve(taken.slice(revision)),
  append: (step: PromotionStep) => {
    meanwhile?.();
    meanwhile = undefined;
    if (step.revision <= taken.length) return Promise.resolve('taken' as const);
    taken.push(step);
    return Promise.resolve('appended' as const);
  },
};

/** All is stopped by another process. */
const stop = async (): Promise<void> => {
  const step = stopStep(await published.now(clubId), order(), clock.now());
  meanwhile = () => taken.push(step);
};

beforeEach(() => {
  taken = [];
  meanwhile = undefined;
  stored = approved('ten', clock.now(), { id: promotionId(clubId, 'ten'), revision: 3 });
  const drafts = { load: () => Promise.resolve({ draft: stored, key: 'k' }) } as unknown as PromotionDrafts;
  published = new FreshPromotions(record, clock);
  const known = new KnownPromotions(drafts, published, clock);
  const commands = { enter: (_command: object, subject: string) => Promise.resolve(subject) };
  steps = new TakePromotionSteps(record, published, known, commands, clock);
});

describe('while everything is stopped', () => {
  const refused = expect.objectContaining({ kind: 'refused', code: 'stopped_meanwhile' });

  test('nothing is published that was on its way; whoever asks again publishes it', async () => {
    await stop();
    await expect(steps.publish(order())).rejects.toEqual(refused);
    expect(taken.map(({ kind }) => kind)).toEqual(['stopped']);
    expect(await steps.publish(order())).toMatchObject({ state: 'running', version: 1 });
  });

  test('nothing is resumed that was on its way; what is ended is ended', async () => {
    await steps.publish(order());
    await steps.turn('paused', order());
    await stop();
    await expect(steps.turn('resumed', order())).rejects.toEqual(refused);
    await stop();
    expect(await steps.turn('ended', order())).toMatchObject({ state: 'ended' });
  });
});

test('what was published late does not take the place of what was written later', async () => {
  const before = stored;
  stored = { ...before, revision: 6 };
  await steps.publish(order());
  stored = before;
  await expect(steps.publish(order())).rejects.toMatchObject({ code: 'wrong_promotion_state' });
  expect(taken).toHaveLength(1);
});
