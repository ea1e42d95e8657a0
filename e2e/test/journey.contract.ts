import { beforeAll, expect, test } from '@jest/globals';
import { pointsOf, statementOf } from '../src/figures.ts';
import { num, type Rest } from '../src/rest.ts';
import type { EditionClub } from '../src/editions/edition-club.ts';
import { until } from '../src/until.ts';

const withinMs = 300_000;

/** One member through everything, by REST only; `clubOf` answers a club that nobody has used yet. */
export const journey = (clubOf: () => EditionClub): void => {
  let rest: Rest;
  let sara = '';
  let saleId = '';
  let voucher = '';

  beforeAll(async () => {
    rest = clubOf().rest;
    await rest.call('createBranch', { body: { code: 'bazaar', name: 'Grand Bazaar' } });
  });

  const has = (expected: { available: number; held: number }) =>
    until(`the points are ${JSON.stringify(expected)}`, withinMs, async () => {
      const { available, held } = await pointsOf(rest, sara);
      return available === expected.available && held === expected.held ? true : undefined;
    });

  const basket = (receipt: string, quantity: number) => ({
    branch: 'bazaar',
    till: '1',
    receipt,
    member_id: sara,
    lines: [
      { sku: 'TEA-1', description: 'Tea', quantity, unit_price: '12.50' },
      { sku: 'CUP-2', quantity: 4, unit_price: '2.55' },
    ],
  });

  test('joins, and is found by phone however it is written', async () => {
    const member = await rest.call('enrolMember', {
      body: {
        name: 'Sara Ahmadi',
        phone: '+98 912 345 6789',
        email: 'sara@example.org',
        card: '6219000123',
        birth_date: '1990-04-17',
        consents: [{ purpose: 'sms', granted: true }],
      },
    });
    sara = member.id;
    expect(member).toMatchObject({ phone: '+989123456789', name: 'Sara Ahmadi' });
    for (const query of [
      { phone: '+989123456789' },
      { phone: '۰۰۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹' },
      { phone: '٠٠٩٨٩١٢٣٤٥٦٧٨٩' },
      { phone: '00989123456789' },
      { card: '6219000123' },
      { q: 'ahma' },
    ]) {
      expect((await rest.call('findMembers', { query })).items.map(({ id }) => id)).toEqual([sara]);
    }
  });

  test('buys, and earns a point for each whole pound', async () => {
    const open = await rest.call('putSession', { path: { session_id: 'first' }, body: basket('R-1', 80) });
    // 80 × 12.50 + 4 × 2.55 = 1,010.20
    expect(open).toMatchObject({ state: 'open', total: { amount: 101_020, currency: 'GBP' }, points: 1010 });
    expect(await pointsOf(rest, sara)).toMatchObject({ available: 0 });
    const closed = await rest.call('closeSession', { path: { session_id: 'first' }, body: {} });
    expect(closed).toMatchObject({ state: 'closed', points: 1010 });
    await has({ available: 1010, held: 0 });
    const [entry] = await statementOf(rest, sara);
    expect(entry).toMatchObject({
      kind: 'accrue',
      amount: 1010,
      reference: closed.sale_id,
      basis: { base: { amount: 101_020 }, points: 1, per_amount: { amount: 100 } },
    });
    expect(entry?.cause).toMatch(/^evt_/);
  });

  test('holds points and pays with them', async () => {
    await rest.call('putSession', { path: { session_id: 'second' }, body: basket('R-2', 2) });
    // 2 × 12.50 + 10.20 = 35.20, 200 points pay 2.00 of it
    const held = await rest.call('holdSession', { path: { session_id: 'second' }, body: { points: 200 } });
    expect(held).toMatchObject({
      state: 'held',
      points_held: 200,
      points_value: { amount: 200 },
      payable: { amount: 3_320 },
    });
    await has({ available: 810, held: 200 });
    const sale = await rest.call('closeSession', { path: { session_id: 'second' }, body: {} });
    expect(sale).toMatchObject({ state: 'closed', total: { amount: 3_520 }, payable: { amount: 3_320 }, points: 35 });
    saleId = sale.sale_id;
    await has({ available: 845, held: 0 });
  });

  test('redeems a reward and uses its voucher, once', async () => {
    const rewards = (await rest.call('listRewards')).items;
    const gift = rewards.find(({ code }) => code === 'gift-box');
    const redeemed = await rest.call('redeemReward', { body: { member_id: sara, reward_id: gift?.id ?? '' } });
    voucher = redeemed.voucher.code;
    await has({ available: 345, held: 0 });
    expect(await rest.call('useVoucher', { path: { code: voucher }, body: { branch: 'bazaar' } })).toMatchObject({
      voucher: { status: 'used' },
    });
    expect(await rest.request('POST', `/v1/vouchers/${voucher}/use`, { body: { branch: 'bazaar' } })).toMatchObject({
      status: 409,
      body: { code: 'voucher_used' },
    });
  });

  test('brings a part back: points go back both ways', async () => {
    const answer = await rest.call('returnLines', {
      path: { session_id: 'second' },
      body: {
        receipt: 'RT-1',
        lines: [{ position: 1, quantity: 1 }],
      },
    });
    // 12.50 of 35.20 come back: 22.70 are left and earn 22, so 13 of the 35 are taken back.
    // Of the 200 points that paid, ⌊200 × 12.50 ÷ 35.20⌋ = 71 are restored.
    expect(answer.return).toMatchObject({ amount: { amount: 1_250 }, points_taken_back: 13, points_restored: 71 });
    await has({ available: 345 - 13 + 71, held: 0 });
    expect(await rest.call('getSession', { path: { session_id: 'second' } })).toMatchObject({
      points: 22,
      remaining_total: { amount: 2_270 },
      returns: [{ receipt: 'RT-1' }],
    });
  });

  test('answers the survey that a sale asks, for points, once', async () => {
    const survey = await rest.call('createSurvey', {
      body: {
        code: 'tea',
        title: 'The tea',
        questions: [
          { id: 'q1', kind: 'nps', text: 'Recommend?', required: true },
          { id: 'q2', kind: 'free', text: 'Why?', required: false },
        ],
        points: 40,
        ask_after_sale: true,
      },
    });
    const path = { survey_id: survey.id };
    await rest.call('putSession', { path: { session_id: 'third' }, body: basket('R-3', 1) });
    await rest.call('closeSession', { path: { session_id: 'third' }, body: {} });
    // 12.50 + 10.20 = 22.70 → 22
    await has({ available: 403 + 22, held: 0 });
    await until('the survey was asked', withinMs, async () =>
      (await rest.call('getSurveyResults', { path })).asked === 1 ? true : undefined,
    );
    await rest.call('answerSurvey', {
      path,
      body: {
        member_id: sara,
        answers: [
          { question_id: 'q1', score: 9 },
          { question_id: 'q2', text: 'بسیار خوب' },
        ],
      },
    });
    await has({ available: 403 + 22 + 40, held: 0 });
    const results = await rest.call('getSurveyResults', { path });
    expect(results).toMatchObject({ asked: 1, answered: 1 });
    expect(results.questions[0]).toMatchObject({ nps: 100, promoters: 1 });
    expect(
      await rest.request('POST', `/v1/surveys/${survey.id}/responses`, {
        body: { member_id: sara, answers: [{ question_id: 'q1', score: 1 }] },
      }),
    ).toMatchObject({ status: 409, body: { code: 'already_answered' } });
  });

  test('complains and is answered', async () => {
    const complaint = await rest.call('openComplaint', {
      body: {
        member_id: sara,
        subject: 'Cold tea',
        text: 'It was cold.',
        sale_id: saleId,
      },
    });
    expect(complaint).toMatchObject({ status: 'open' });
    expect(Date.parse(complaint.promised_by)).toBeGreaterThan(Date.parse(complaint.opened_at));
    const answered = await rest.call('answerComplaint', {
      path: { complaint_id: complaint.id },
      body: {
        text: 'The next one is on us.',
        author: 'Reza',
        close: true,
      },
    });
    expect(answered).toMatchObject({ status: 'closed', answers: [{ text: 'The next one is on us.', author: 'Reza' }] });
    expect((await rest.call('listComplaints', { query: { member_id: sara } })).items).toHaveLength(1);
  });

  test('leaves books that are clean', async () => {
    const found = await rest.call('verifyLedger');
    expect(found.findings).toEqual([]);
    expect(num(found.entries)).toBeGreaterThan(8);
    expect(await rest.call('getSummary')).toMatchObject({
      members: 1,
      sales: 3,
      returns: 1,
      points_outstanding: 465,
      liability: { amount: 465, currency: 'GBP' },
    });
  });
};
