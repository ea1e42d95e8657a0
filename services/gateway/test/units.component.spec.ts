import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Calendar, NegativePolicy, UnitKind, type Unit } from '@vafa/contracts/ledger';
import { DomainError } from '@vafa/kernel';
import { asking } from './asking.ts';
import { demo, fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);
const put: Unit[] = [];

beforeAll(async () => {
  fixture = await openHttpFixture(
    fakeServices({
      membership: smallMembership,
      ledger: {
        putUnit: ({ unit }) => {
          if (unit?.unit === 'taken')
            return Promise.reject(
              new DomainError('conflict', 'unit_changed', 'the rules are not those that were seen', { version: '3' }),
            );
          put.push(unit as Unit);
          return Promise.resolve({ unit: { ...(unit as Unit), version: 1n } });
        },
        listUnits: () => Promise.resolve({ units: put.map((unit) => ({ ...unit, version: 1n })) }),
      },
    }),
  );
});
afterAll(() => fixture.close());

describe('units', () => {
  test('what is left out has a default, days are those of the club', async () => {
    const { status, body } = await ask('PUT', '/v1/units/stars', { body: { kind: 'status' } });
    expect([status, body]).toEqual([
      200,
      {
        unit: 'stars',
        version: 1,
        kind: 'status',
        decimals: 0,
        time_zone: 'Europe/London',
        expiry: { model: 'never' },
        activation_days: 0,
        negative_policy: 'unlimited',
        least: 1,
        most: 1_000_000_000_000,
        grace_days: 0,
      },
    ]);
    expect(put.at(-1)).toMatchObject({
      clubId: demo.id,
      kind: UnitKind.UNIT_KIND_STATUS,
      negativePolicy: NegativePolicy.NEGATIVE_POLICY_UNLIMITED,
      expiry: undefined,
      approvalAbove: undefined,
    });
  });

  test.each([
    [
      { model: 'after_earning', months: 12 },
      { $case: 'monthsAfterEarning', value: 12 },
    ],
    [
      { model: 'after_activity', months: 6 },
      { $case: 'monthsAfterActivity', value: 6 },
    ],
    [
      { model: 'fixed_date', at: '2027-03-20T20:30:00.000Z' },
      { $case: 'fixedDate', value: new Date('2027-03-20T20:30:00Z') },
    ],
    [
      { model: 'end_of_period', months: 12, calendar: 'persian', grace_days: 10 },
      { $case: 'endOfPeriod', value: { months: 12, calendar: Calendar.CALENDAR_PERSIAN, graceDays: 10 } },
    ],
  ])('an expiry of %j goes there and back', async (expiry, told) => {
    const rules = {
      kind: 'points',
      decimals: 2,
      time_zone: 'Asia/Tehran',
      expiry,
      activation_days: 14,
      negative_policy: 'only_pending',
      least: 10,
      most: 500,
      grace_days: 7,
      approval_above: 1_000,
    };
    const { status, body } = await ask('PUT', '/v1/units/miles', { body: rules });
    expect([status, body]).toEqual([200, { ...rules, unit: 'miles', version: 1 }]);
    expect(put.at(-1)?.expiry).toEqual(told);
  });

  test('are listed', async () => {
    const { status, body } = await ask('GET', '/v1/units');
    expect([status, (body as { items: unknown[] }).items.length]).toEqual([200, put.length]);
  });

  test.each([
    ['an unknown kind', { kind: 'gold' }],
    ['no kind', {}],
    ['a field that nobody knows', { kind: 'points', bonus: 1 }],
    ['a period of five months', { kind: 'points', expiry: { model: 'end_of_period', months: 5, calendar: 'persian' } }],
    ['a model that nobody knows', { kind: 'points', expiry: { model: 'soon' } }],
    ['part of a unit', { kind: 'points', least: 0.5 }],
    ['an operator for a number', { kind: 'points', most: { $gt: '' } }],
  ])('%s is refused', async (_name, body) => {
    const before = put.length;
    expect((await ask('PUT', '/v1/units/stars', { body })).status).toBe(400);
    expect(put).toHaveLength(before);
  });

  test('a name with a dot is refused, and rules that were changed meanwhile are a conflict', async () => {
    expect((await ask('PUT', '/v1/units/a.b', { body: { kind: 'points' } })).status).toBe(400);
    const { status, body } = await ask('PUT', '/v1/units/taken', { body: { kind: 'points' } });
    expect([status, (body as { code: string }).code]).toEqual([409, 'unit_changed']);
  });
});
