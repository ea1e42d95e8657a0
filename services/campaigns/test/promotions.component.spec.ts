import { PromotionsServiceService, PromotionState, type Promotion } from '@vafa/contracts/promotions';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { campaignsService } from '../src/campaigns.module.ts';
import { collectEvents } from './collect-events.ts';
import { tenPercent } from './promotion-life.ts';

const clock = new ManualClock('2026-03-10T12:00:00Z');
let stream: EventStream;
let engine: TestEngine;
let told: Awaited<ReturnType<typeof collectEvents>>;
const running: RunningService[] = [];
const clients: Client<typeof PromotionsServiceService>[] = [];

const start = async (database: string): Promise<Client<typeof PromotionsServiceService>> => {
  const grpcUrl = freeSocket();
  running.push(
    await campaignsService.start({
      grpcUrl,
      mongodbUri: engine.uri,
      database,
      stream,
      clock,
      clients: { membership: grpcUrl },
    }),
  );
  const client = connectGrpc(PromotionsServiceService, grpcUrl);
  clients.push(client);
  return client;
};

let promotions: Client<typeof PromotionsServiceService>;
let replica: Client<typeof PromotionsServiceService>;
let database: string;

beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
  database = engine.database('promotions');
  [promotions, replica] = [await start(database), await start(database)];
  told = await collectEvents(stream);
});

afterAll(async () => {
  for (const client of clients) client.close();
  for (const service of running) await service.stop();
  await stream.close();
  await engine.close();
});

let clubs = 0;
const newClub = (): string => `clb_${String(++clubs)}`;
let keys = 0;
const newKey = (): string => `c:test:${String(++keys)}`;
const sara = 'stf_sara';
const omid = 'stf_omid';

const written = (changes: Partial<Promotion> = {}): Promotion => ({
  id: '',
  clubId: '',
  code: 'spring',
  name: 'Ten percent in spring',
  state: PromotionState.PROMOTION_STATE_UNSPECIFIED,
  draft: PromotionState.PROMOTION_STATE_UNSPECIFIED,
  revision: 0,
  version: 0,
  startsAt: undefined,
  endsAt: undefined,
  budget: 0n,
  terms: tenPercent,
  createdAt: undefined,
  createdBy: '',
  changedAt: undefined,
  changedBy: '',
  submittedAt: undefined,
  submittedBy: '',
  approvedAt: undefined,
  approvedBy: '',
  ...changes,
});

const { PROMOTION_STATE_DRAFT: isDraft, PROMOTION_STATE_SUBMITTED: isSubmitted } = PromotionState;
const { PROMOTION_STATE_APPROVED: isApproved, PROMOTION_STATE_SCHEDULED: isScheduled } = PromotionState;
const { PROMOTION_STATE_RUNNING: runs, PROMOTION_STATE_PAUSED: isPaused } = PromotionState;
const { PROMOTION_STATE_ENDED: isEnded, PROMOTION_STATE_UNSPECIFIED: nothing } = PromotionState;

const create = (clubId: string, changes: Partial<Promotion> = {}) =>
  promotions.createPromotion({ clubId, key: newKey(), by: sara, promotion: written(changes) });

const publish = (clubId: string, code = 'spring') =>
  promotions.publishPromotion({ clubId, key: newKey(), by: sara, code });

/** Submitted, approved and published as it stands. */
const goLive = async (clubId: string, code = 'spring') => {
  await promotions.submitPromotion({ clubId, key: newKey(), by: sara, code, revision: 0 });
  await promotions.approvePromotion({ clubId, key: newKey(), by: omid, code, revision: 0, bySecond: true });
  return publish(clubId, code);
};

const turn = (clubId: string, code = 'spring', reason = '') => ({ clubId, key: newKey(), by: sara, code, reason });

const refusal = (code: string, kind = 'refused') => expect.objectContaining({ kind, code });

const eventsOf = (clubId: string) => told.events.filter((event) => event.clubId === clubId);

describe('a promotion', () => {
  test('is written, submitted, approved by another, published, paused, resumed and ended; the topic tells it', async () => {
    const clubId = newClub();
    const { promotion: first } = await create(clubId, { budget: 100_000n });
    expect(first).toEqual({
      ...written({ budget: 100_000n }),
      clubId,
      id: first?.id,
      state: isDraft,
      draft: isDraft,
      revision: 1,
      createdAt: clock.now(),
      createdBy: sara,
      changedAt: clock.now(),
      changedBy: sara,
    });
    const { promotion: live } = await goLive(clubId);
    expect(live).toMatchObject({ state: runs, draft: nothing, revision: 3, version: 1 });
    expect(live).toMatchObject({ submittedBy: sara, approvedBy: omid });
    clock.advance(1_000);
    expect(await promotions.pausePromotion(turn(clubId, 'spring', 'wrong goods'))).toMatchObject({
      promotion: { state: isPaused, version: 1 },
    });
    clock.advance(1_000);
    expect(await replica.resumePromotion(turn(clubId))).toMatchObject({ promotion: { state: runs } });
    clock.advance(1_000);
    expect(await promotions.endPromotion(turn(clubId))).toMatchObject({ promotion: { state: isEnded } });
    await eventually(() => {
      expect(new Set(eventsOf(clubId).map(({ event }) => event.$case))).toEqual(
        new Set(['promotionPublished', 'promotionPaused', 'promotionResumed', 'promotionEnded']),
      );
    });
    const values = Object.fromEntries(eventsOf(clubId).map(({ event }) => [event.$case, event.value]));
    expect(values.promotionPublished).toMatchObject({
      version: { promotionId: first?.id, version: 1, terms: tenPercent, submittedBy: sara, approvedBy: omid },
    });
    expect(values.promotionPaused).toEqual({ promotionId: first?.id, code: 'spring', by: sara, reason: 'wrong goods' });
  });

  test('is scheduled until it begins, and ends by itself', async () => {
    const clubId = newClub();
    const hour = 3_600_000;
    const startsAt = new Date(clock.now().getTime() + hour);
    await create(clubId, { startsAt, endsAt: new Date(startsAt.getTime() + hour) });
    expect(await goLive(clubId)).toMatchObject({ promotion: { state: isScheduled } });
    const state = async () => (await replica.getPromotion({ clubId, code: 'spring' })).promotion?.state;
    clock.advance(hour - 1);
    expect(await state()).toBe(isScheduled);
    clock.advance(1);
    expect(await state()).toBe(runs);
    clock.advance(hour);
    expect(await state()).toBe(isEnded);
    await expect(promotions.resumePromotion(turn(clubId))).rejects.toEqual(refusal('wrong_promotion_state'));
  });

  test('keeps every version as it was published, and runs on while its next one is written', async () => {
    const clubId = newClub();
    await create(clubId);
    await goLive(clubId);
    const terms = tenPercent.replace('10', '20');
    const { promotion: saved } = await promotions.savePromotion({
      clubId,
      by: sara,
      promotion: written({ terms, revision: 3 }),
      seen: 0,
    });
    expect(saved).toMatchObject({
      state: runs,
      draft: isDraft,
      revision: 4,
      version: 1,
      changedBy: sara,
      approvedBy: '',
    });
    await expect(publish(clubId)).rejects.toEqual(refusal('wrong_promotion_state'));
    expect(await goLive(clubId)).toMatchObject({ promotion: { version: 2, draft: nothing } });
    await expect(publish(clubId)).rejects.toEqual(refusal('wrong_promotion_state'));
    const listed = await replica.listPromotionVersions({ clubId, code: 'spring', page: undefined });
    expect(listed.versions.map(({ version, terms: said }) => [version, said])).toEqual([
      [2, terms],
      [1, tenPercent],
    ]);
    const page = { pageSize: 1, pageToken: '' };
    const { nextPageToken: pageToken } = await promotions.listPromotionVersions({ clubId, code: 'spring', page });
    const rest = await promotions.listPromotionVersions({ clubId, code: 'spring', page: { ...page, pageToken } });
    expect(rest.versions.map(({ version }) => version)).toEqual([1]);
  });

  test('is not saved over what nobody has read', async () => {
    const clubId = newClub();
    await create(clubId);
    const save = (revision: number) =>
      promotions.savePromotion({
        clubId,
        by: sara,
        promotion: written({ name: `After ${String(revision)}` }),
        seen: revision,
      });
    expect(await save(1)).toEqual(await replica.getPromotion({ clubId, code: 'spring' }));
    expect(await save(1)).toMatchObject({ promotion: { revision: 2 } });
    await promotions.savePromotion({ clubId, by: omid, promotion: written({ name: 'Others' }), seen: 2 });
    await expect(save(1)).rejects.toEqual(refusal('promotion_changed', 'conflict'));
    await expect(
      promotions.submitPromotion({ clubId, key: newKey(), by: sara, code: 'spring', revision: 1 }),
    ).rejects.toEqual(refusal('promotion_changed', 'conflict'));
    expect(await save(3)).toMatchObject({ promotion: { revision: 4 } });
  });

  test('of two who save at once one is told', async () => {
    const clubId = newClub();
    await create(clubId);
    const saves = [promotions, replica, promotions, replica].map((each, at) =>
      each.savePromotion({
        clubId,
        by: sara,
        promotion: written({ name: `Name ${String(at)}` }),
        seen: 1,
      }),
    );
    const answers = await Promise.allSettled(saves);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('is not approved by whoever has written or submitted it, where a second person has to', async () => {
    const clubId = newClub();
    await create(clubId);
    await promotions.submitPromotion({ clubId, key: newKey(), by: sara, code: 'spring', revision: 1 });
    const approve = (by: string) =>
      promotions.approvePromotion({ clubId, key: newKey(), by, code: 'spring', revision: 2, bySecond: true });
    await expect(approve(sara)).rejects.toEqual(refusal('second_person_missing'));
    expect(await approve(omid)).toMatchObject({ promotion: { state: isApproved } });
    await promotions.savePromotion({ clubId, by: omid, promotion: written({ name: 'Others' }), seen: 3 });
    await promotions.submitPromotion({ clubId, key: newKey(), by: sara, code: 'spring', revision: 4 });
    const again = { clubId, by: omid, code: 'spring', revision: 5, bySecond: true };
    await expect(promotions.approvePromotion({ ...again, key: newKey() })).rejects.toEqual(
      refusal('second_person_missing'),
    );
  });

  test('is copied as a draft', async () => {
    const clubId = newClub();
    await create(clubId, { budget: 5_000n });
    await goLive(clubId);
    const copy = { clubId, by: omid, code: 'spring', newCode: 'autumn', newName: '' };
    const { promotion } = await promotions.copyPromotion({ ...copy, key: newKey() });
    expect(promotion).toMatchObject({ code: 'autumn', name: 'Ten percent in spring', budget: 5_000n, state: isDraft });
    expect(promotion).toMatchObject({ version: 0, revision: 1, createdBy: omid, terms: tenPercent, approvedBy: '' });
    await expect(promotions.copyPromotion({ ...copy, key: newKey() })).rejects.toEqual(
      refusal('promotion_code_taken', 'conflict'),
    );
    await expect(promotions.copyPromotion({ ...copy, key: newKey(), newCode: 'No code' })).rejects.toEqual(
      refusal('invalid_promotion', 'invalid'),
    );
  });

  test('that is wrong is refused, and nothing is kept of it', async () => {
    const clubId = newClub();
    const wrong = create(clubId, { terms: '{"conditions":[],"effects":[{"kind":"off_sale","off":{"percent":200}}]}' });
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid_promotion',
      details: { '/terms/effects/0/off/percent': 'invalid_value' },
    });
    await expect(promotions.createPromotion({ clubId, key: newKey(), by: sara, promotion: undefined })).rejects.toEqual(
      refusal('invalid_promotion', 'invalid'),
    );
    expect(await promotions.listPromotions({ clubId, page: undefined })).toMatchObject({ promotions: [] });
  });

  test('of another club is not there', async () => {
    const clubId = newClub();
    await create(clubId);
    const other = { clubId: newClub(), code: 'spring' };
    const unknown = refusal('promotion_not_found', 'not_found');
    await expect(promotions.getPromotion(other)).rejects.toEqual(unknown);
    await expect(promotions.listPromotionVersions({ ...other, page: undefined })).rejects.toEqual(unknown);
    await expect(promotions.pausePromotion({ ...turn(other.clubId), code: 'spring' })).rejects.toEqual(unknown);
    await expect(promotions.pausePromotion(turn(clubId))).rejects.toEqual(unknown);
  });

  test('is listed by code, page by page', async () => {
    const clubId = newClub();
    for (const code of ['cherry', 'apple', 'banana']) await create(clubId, { code });
    const page = { pageSize: 2, pageToken: '' };
    const first = await promotions.listPromotions({ clubId, page });
    expect(first.promotions.map(({ code }) => code)).toEqual(['apple', 'banana']);
    const rest = await promotions.listPromotions({ clubId, page: { ...page, pageToken: first.nextPageToken } });
    expect(rest).toMatchObject({ promotions: [{ code: 'cherry' }], nextPageToken: '' });
  });
});

describe('a command', () => {
  test('counts once, and its key is not used for another', async () => {
    const clubId = newClub();
    const key = newKey();
    const first = { clubId, key, by: sara, promotion: written() };
    const created = await promotions.createPromotion(first);
    expect(await replica.createPromotion(first)).toEqual(created);
    await expect(promotions.createPromotion({ ...first, promotion: written({ name: 'Another' }) })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(promotions.createPromotion({ clubId, key: newKey(), by: sara, promotion: written() })).rejects.toEqual(
      refusal('promotion_code_taken', 'conflict'),
    );
  });

  test('without a key is refused', async () => {
    await expect(
      promotions.createPromotion({ clubId: newClub(), key: '', by: sara, promotion: written() }),
    ).rejects.toEqual(refusal('key_missing', 'invalid'));
  });

  test('that publishes counts once, from however many at once', async () => {
    const clubId = newClub();
    await create(clubId);
    await promotions.submitPromotion({ clubId, key: newKey(), by: sara, code: 'spring', revision: 0 });
    await promotions.approvePromotion({ clubId, key: newKey(), by: omid, code: 'spring', revision: 0, bySecond: true });
    const order = { clubId, key: newKey(), by: sara, code: 'spring' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => (at % 2 ? promotions : replica).publishPromotion(order)),
    );
    expect(new Set(answers.map(({ promotion }) => promotion?.version))).toEqual(new Set([1]));
    const { versions } = await promotions.listPromotionVersions({ clubId, code: 'spring', page: undefined });
    expect(versions).toHaveLength(1);
  });
});

describe('the switch', () => {
  test('stops everything at once, and each is resumed by itself', async () => {
    const clubId = newClub();
    for (const code of ['apple', 'banana', 'cherry']) {
      await create(clubId, { code });
      await goLive(clubId, code);
    }
    await create(clubId, { code: 'draft' });
    await promotions.endPromotion(turn(clubId, 'cherry'));
    clock.advance(1_000);
    const stop = { clubId, key: newKey(), by: sara, reason: 'prices are wrong' };
    expect(await promotions.stopPromotions(stop)).toEqual({ stopped: 2 });
    expect(await replica.stopPromotions(stop)).toEqual({ stopped: 2 });
    const states = async () =>
      (await replica.listPromotions({ clubId, page: undefined })).promotions.map(({ state }) => state);
    expect(await states()).toEqual([isPaused, isPaused, isEnded, isDraft]);
    expect(await promotions.stopPromotions({ ...stop, key: newKey() })).toEqual({ stopped: 0 });
    clock.advance(1_000);
    await promotions.resumePromotion(turn(clubId, 'banana'));
    expect(await states()).toEqual([isPaused, runs, isEnded, isDraft]);
    await eventually(() => {
      const stopped = eventsOf(clubId).flatMap(({ event }) =>
        event.$case === 'promotionsStopped' ? [event.value] : [],
      );
      expect(stopped.find(({ promotionIds }) => promotionIds.length > 0)).toMatchObject({
        by: sara,
        reason: 'prices are wrong',
        promotionIds: [expect.stringMatching(/^prm_/), expect.stringMatching(/^prm_/)],
      });
    });
  });
});

describe('a restart', () => {
  test('knows what was written and published', async () => {
    const clubId = newClub();
    await create(clubId);
    await goLive(clubId);
    clock.advance(1_000);
    await promotions.pausePromotion(turn(clubId));
    const again = await start(database);
    const [before, after] = await Promise.all(
      [promotions, again].map((each) => each.getPromotion({ clubId, code: 'spring' })),
    );
    expect(after).toEqual(before);
    expect(after?.promotion).toMatchObject({ state: isPaused, draft: nothing, version: 1 });
  });
});

test('states have names for every step of the life', () => {
  expect([isDraft, isSubmitted, isApproved, isScheduled, runs, isPaused, isEnded]).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
