import { beforeEach, describe, expect, test } from '@jest/globals';
import { ApiProblem, NotReachable, type Client } from '@vafa/client';
import { SaleSender } from '../../src/till/desk/send-sale.ts';
import type { PaidSale } from '../../src/till/sale/paid-sale.ts';

const paidAt = new Date('2026-11-26T15:12:00Z');
const soon = new Date('2026-11-26T15:12:30Z');
const late = new Date('2026-11-26T18:00:00Z');
const paid: PaidSale = {
  id: 's1',
  basket: { branch: 'b', till: '3', receipt: '3-1', lines: [{ sku: 'A', quantity: '1', unit_price: '10' }] },
  points: 0,
  vouchers: [],
  paidAt: paidAt.toISOString(),
  keys: { hold: 'h', close: 'c', cancel: 'x', batch: 'b' },
};
const none = new ApiProblem(404, 'session_not_found', 'no such session');
const away = new NotReachable('http://club');

type Answers = Record<string, unknown>;
let asked: string[] = [];
/** What was told, to the byte. */
let told: string[] = [];
/** As the till keeps it. */
let kept: PaidSale | undefined;

const sender = (answers: Answers, now = soon, aheadMs = 0): SaleSender =>
  new SaleSender(
    {
      call: (id: string, given?: { key?: string; body?: unknown }) => {
        if (id === 'submitSales') told.push(JSON.stringify(given?.body));
        asked.push(given?.key === undefined ? id : `${id} ${given.key}`);
        const answer = answers[id];
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    } as unknown as Pick<Client, 'call'>,
    { now: () => now, aheadMs },
    (paid) => {
      kept = paid;
      return Promise.resolve();
    },
  );
const session = (state: string) => ({ id: 's1', sale_id: 'sal_1', state, points: 4 });
const accepted = { items: [{ status: 'accepted', exceptions: [] }] };

beforeEach(() => {
  asked = [];
  told = [];
  kept = undefined;
});

describe('a sale that is paid while the club is there', () => {
  test('is put and closed', async () => {
    const sent = await sender({ putSession: session('open'), closeSession: session('closed') }).send(paid, true);
    expect([sent.outcome, asked]).toEqual(['taken', ['putSession', 'closeSession c']]);
  });

  test('holds its points first, and uses its vouchers last', async () => {
    const whole = { ...paid, points: 5, vouchers: [{ code: 'V', reward: 'r', redemptionId: 'red' }] };
    const answers = { putSession: session('open'), holdSession: session('held'), closeSession: session('closed') };
    await sender(answers).send(whole, true);
    expect(asked).toEqual(['putSession', 'holdSession h', 'closeSession c', 'useVoucher c:red']);
  });

  test('and closed before by an answer that got lost, is known as closed', async () => {
    const closed = new ApiProblem(409, 'session_closed', 'closed');
    const answers = { putSession: session('closed'), closeSession: closed, getSession: session('closed') };
    expect((await sender(answers).send(paid, true)).outcome).toBe('taken');
  });
});

describe('what became of a sale', () => {
  test.each([
    ['nobody answers', away, 'waiting'],
    ['the club stumbles', new ApiProblem(503, 'service_unavailable', 'away'), 'waiting'],
    ['the key is not taken', new ApiProblem(401, 'unknown_api_key', 'revoked'), 'waiting'],
    ['too often asked', new ApiProblem(429, 'too_many_requests', 'slow'), 'waiting'],
    ['its first try runs', new ApiProblem(409, 'idempotency_key_running', 'busy'), 'waiting'],
    ['the club refuses', new ApiProblem(409, 'branch_closed', 'closed'), 'declined'],
  ])('%s', async (_name, error, outcome) => {
    expect((await sender({ putSession: error }).send(paid, true)).outcome).toBe(outcome);
  });
});

describe('a sale that waited', () => {
  test.each([
    ['is done when the club has it', session('closed'), soon, ['getSession']],
    ['is closed when it is open there', session('open'), soon, ['getSession', 'putSession', 'closeSession c']],
    ['is closed when its points are held', session('held'), late, ['getSession', 'closeSession c']],
    ['is told with its time when nobody knows it', none, soon, ['getSession', 'submitSales b']],
    ['is told when its session expired', session('expired'), late, ['getSession', 'submitSales b']],
    ['of long ago ends its session first', session('open'), late, ['getSession', 'cancelSession x', 'submitSales b']],
  ])('%s', async (_name, known, now, steps) => {
    const answers = {
      getSession: known,
      putSession: session('open'),
      closeSession: session('closed'),
      submitSales: accepted,
    };
    expect([(await sender(answers, now).send(paid, false)).outcome, asked]).toEqual(['taken', steps]);
  });

  test('with points holds them, however late', async () => {
    const answers = { getSession: none, putSession: session('open'), holdSession: {}, closeSession: session('closed') };
    await sender(answers, late).send({ ...paid, points: 5 }, false);
    expect(asked).toEqual(['getSession', 'putSession', 'holdSession h', 'closeSession c']);
  });

  test('is of the member whose card was read meanwhile', async () => {
    const answers = { getSession: none, findMembers: { items: [{ id: 'mem_1' }] }, submitSales: accepted };
    const sent = await sender(answers, late).send({ ...paid, lookUp: { by: 'card', value: '1' } }, false);
    expect([sent.outcome, asked]).toEqual(['taken', ['getSession', 'findMembers', 'submitSales b']]);
  });

  test.each([
    ['whose card is nobody’s', { findMembers: { items: [] } }, 'member_not_found'],
    [
      'that the club knows otherwise',
      { submitSales: { items: [{ status: 'exception', exceptions: [{ code: 'receipt_differs' }] }] } },
      'receipt_differs',
    ],
  ])('%s is for a person', async (_name, answers, code) => {
    const all = { getSession: none, findMembers: { items: [{ id: 'mem_1' }] }, submitSales: accepted, ...answers };
    const sent = await sender(all, late).send({ ...paid, lookUp: { by: 'card', value: '1' } }, false);
    expect(sent).toMatchObject({ outcome: 'declined', decline: { code } });
  });
});

describe('the time of a sale that is told', () => {
  const lost = { getSession: none, submitSales: away };
  const timeIn = (body = ''): unknown => (JSON.parse(body) as { items: readonly { at: string }[] }).items[0]?.at;

  test('that is still to come, is the one of the first telling, however often it is told', async () => {
    const early = new Date(paidAt.getTime() - 3_600_000);
    expect((await sender(lost, early).send(paid, false)).outcome).toBe('waiting');
    await sender({ getSession: none, submitSales: accepted }, soon).send(kept ?? paid, false);
    expect(told.map(timeIn)).toEqual([early.toISOString(), early.toISOString()]);
    expect(told[0]).toBe(told[1]);
  });

  test('and its member are settled at once', async () => {
    const whole = { ...paid, lookUp: { by: 'card', value: '1' } } as const;
    await sender({ ...lost, findMembers: { items: [{ id: 'mem_1' }] } }).send(whole, false);
    await sender({ ...lost, findMembers: { items: [{ id: 'mem_2' }] } }).send(kept ?? paid, false);
    expect([told.length, told[0]]).toEqual([2, told[1]]);
    expect(told[0]).toMatch(/mem_1/);
  });

  test.each([
    ['was a day behind, as the club tells since', 0, -24, '2026-11-27T15:12:00.000Z'],
    ['had been set right since it was heard last', 24, 0, '2026-11-27T15:12:00.000Z'],
    ['was taken for what it is', 24, 24, '2026-11-26T15:12:00.000Z'],
  ])('of a device whose clock %s', async (_name, guessedHours, hours, at) => {
    const hourMs = 3_600_000;
    const now = new Date('2026-12-24T12:00:00Z');
    const guessed = { ...paid, guessedAheadMs: guessedHours * hourMs };
    await sender(lost, now, hours * hourMs).send(guessed, false);
    // Another answer of the club does not move it any more.
    await sender(lost, now, 0).send(kept ?? paid, false);
    expect(told.map(timeIn)).toEqual([at, at]);
  });

  test('is not sent before it is kept', async () => {
    const full = new SaleSender(
      { call: (id: string) => (id === 'getSession' ? Promise.reject(none) : Promise.resolve(accepted)) } as never,
      { now: () => late, aheadMs: 0 },
      () => Promise.reject(new Error('the device is full')),
    );
    expect((await full.send(paid, false)).outcome).toBe('waiting');
  });
});
