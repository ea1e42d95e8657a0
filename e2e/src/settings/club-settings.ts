import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { amountOf, derivedId, minorUnitDigits, requireSeen } from '@vafa/kernel';
import { nothingDecided } from '../../../services/checkout/src/domain/session/adjudication.ts';
import { readBasket } from '../../../services/checkout/src/domain/session/basket.ts';
import { beginHold } from '../../../services/checkout/src/domain/session/hold-points.ts';
import { openSession } from '../../../services/checkout/src/domain/session/put-basket.ts';
import { costOf, costPerPoint } from '../../../services/ledger/src/domain/reports/cost.ts';
import { readNumber } from '../../../services/membership/src/adapters/phones/read-number.ts';
import { brandOf, checkBrand, type Brand } from '../../../services/membership/src/domain/brand.ts';
import { clubTerms, type ClubTerms } from '../../../services/membership/src/domain/club.ts';
import { normalisePhone } from '../../../services/membership/src/domain/phone.ts';
import { periodFrom, standingOf, tierSet, type Tier } from '../../../services/membership/src/domain/tiers.ts';
import { zoneOfVouchers } from './reward-settings.ts';
import { differs, none, type Rows } from './walked-fields.ts';

const terms = (changes: Partial<ClubTerms>): ClubTerms =>
  clubTerms({
    code: 'demo',
    name: 'Demo',
    currency: 'GBP',
    timeZone: 'Europe/London',
    pointCost: 10_000n,
    country: '',
    ...changes,
  });

/** What two points pay in a sale of the club. */
const paidByPoints = ({ currency, timeZone, pointValue }: ClubTerms): bigint | undefined => {
  const lines = [{ sku: 'tea', description: '', quantityMilli: 1_000n, unitPrice: '5.00', row: 0 }];
  const of = {
    branchId: derivedId(sharedIdPrefixes.branch, 'soho'),
    memberId: derivedId(sharedIdPrefixes.member, 'sara'),
    sessionId: 's',
    till: 't',
    receipt: 'r',
  };
  const at = new Date('2026-06-01T00:00:00Z');
  const opening = { clubId: 'clb_1', saleId: 'sal_1', receiptId: 'claim', at, timeZone };
  const session = openSession(
    opening,
    readBasket({ ...of, currency, currencyDigits: 2, pointValue, lines }),
    nothingDecided,
  );
  return beginHold(session, { key: 'c:1', points: 2n }, at, 60_000)?.set.reservations?.[0]?.pays;
};

/** A national number, as it is dialled in the club's country. */
const phone = (country: string): string => {
  try {
    return normalisePhone('0912 123 4567', terms({ country }).country, readNumber);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

/** What the pages of an Iranian club are told. */
const look = (changes: Partial<Brand>): Brand =>
  checkBrand(brandOf(changes, { currency: 'IRR', country: 'IR' }), 'IRR');

export const clubSettings: Rows = {
  id: none('the service makes it'),
  code: differs((changed) => terms({ code: changed ? 'other' : 'demo' }).code),
  name: differs((changed) => terms({ name: changed ? 'Other' : 'Demo' }).name),
  currency: differs((changed) =>
    amountOf('1.5', 1_000n, minorUnitDigits(terms({ currency: changed ? 'JPY' : 'GBP' }).currency) ?? -1),
  ),
  time_zone: zoneOfVouchers,
  created_at: none('when the service took it'),
  revision: none('of what is set; the service counts it'),
  point_cost: differs((changed) =>
    costOf(100n, 'points', costPerPoint(terms({ pointCost: changed ? 20_000n : 10_000n }).pointCost)),
  ),
  point_value: differs((changed) => paidByPoints(terms({ pointValue: changed ? 20_000n : 10_000n }))),
  currency_digits: none('ISO 4217 says it when the club is made'),
  country: differs((changed) => phone(changed ? 'IR' : 'GB')),
  changes: none('what was changed and when: the service notes it'),
  brand_colour: differs((changed) => look({ brandColour: changed ? '#1D5C45' : '' }).brandColour),
  logo_text: differs((changed) => look({ logoText: changed ? 'N' : '' }).logoText),
  display_unit: differs((changed) => look({ displayUnit: changed ? 'currency' : 'toman' }).displayUnit),
  calendar: differs((changed) => look({ calendar: changed ? 'gregorian' : 'persian' }).calendar),
};

const blue: Tier = { code: 'blue', name: 'Blue', spendFrom: 0n };
const gold: Tier = { code: 'gold', name: 'Gold', spendFrom: 1_000n };
const reached = (changes: Partial<Tier>) =>
  standingOf(tierSet({ periodDays: 365, tiers: [blue, { ...gold, ...changes }] }).tiers, 1_000n);

export const tierSettings: Rows = {
  code: differs((changed) => reached(changed ? { code: 'silver' } : {}).tier?.code),
  name: differs((changed) => reached(changed ? { name: 'Silver' } : {}).tier?.name),
  spend_from: differs((changed) => reached(changed ? { spendFrom: 2_000n } : {}).tier?.code),
};

/** Tiers of which the third set stands, by whoever has seen another one. */
const saved = (seen: number): string => {
  try {
    requireSeen('tiers_changed', seen, 3);
    return 'saved';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

export const tierSetSettings: Rows = {
  club_id: none('whose tiers they are'),
  key: none('the same request twice is set once'),
  revision: differs((changed) => saved(changed ? 2 : 3)),
  period_days: differs((changed) =>
    periodFrom(
      new Date('2026-06-01T00:00:00Z'),
      tierSet({ periodDays: changed ? 30 : 365, tiers: [blue] }).periodDays,
      'Europe/London',
    ),
  ),
  tiers: differs(
    (changed) =>
      standingOf(tierSet({ periodDays: 365, tiers: changed ? [blue, gold] : [blue] }).tiers, 5_000n).tier?.code,
  ),
};
