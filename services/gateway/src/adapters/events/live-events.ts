import { CheckoutEvent, type SaleClosed, type SaleReturned } from '@vafa/contracts/checkout-events';
import { LedgerEvent, type CommitPosted } from '@vafa/contracts/ledger-events';
import type { Entry } from '@vafa/contracts/ledger';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import { RewardsEvent, type VoucherIssued } from '@vafa/contracts/rewards-events';
import { decodeEvent, topics } from '@vafa/contracts';
import type { StreamEvent } from '@vafa/events';
import type { LiveEvent } from '../../domain/live-event.ts';

type Told = Omit<LiveEvent, 'id' | 'clubId' | 'at'>;

const points = 'points';
const freshMs = 900_000;
/** Postings of sales have these keys; the sale is told itself. */
const ofSale = 'e:';

const some = <Name extends string>(name: Name, value: string): { readonly [N in Name]?: string } =>
  (value === '' ? {} : { [name]: value }) as { readonly [N in Name]?: string };

/** A file of last month is not what happens now; what a till sends in a batch may be. */
const isOver = (historical: boolean, happened: Date | undefined, toldAt: Date): boolean =>
  historical && toldAt.getTime() - (happened?.getTime() ?? 0) > freshMs;

const saleOf = (sale: SaleClosed, toldAt: Date): Told | undefined => {
  if (isOver(sale.historical, sale.soldAt, toldAt)) return undefined;
  const given = sale.postings.filter(({ unit, verb }) => unit === points && verb?.$case === 'accrue');
  return {
    kind: 'sale',
    branchId: sale.branchId,
    ...some('memberId', sale.memberId),
    money: { amount: sale.total, currency: sale.currency, digits: sale.currencyDigits },
    points: given.reduce((sum, { amount }) => sum + amount, 0n),
  };
};

const returnOf = (back: SaleReturned, toldAt: Date): Told | undefined => {
  if (isOver(back.historical, back.returnedAt, toldAt)) return undefined;
  const taken = back.postings.filter(({ unit, verb }) => unit === points && verb?.$case === 'reverse');
  return {
    kind: 'return',
    ...some('branchId', back.branchId),
    ...some('memberId', back.memberId),
    money: { amount: back.amount, currency: back.currency, digits: back.currencyDigits },
    points: taken.reduce((sum, { amount }) => sum + amount, 0n),
  };
};

const isGift = ({ kind, key, amount }: Entry): boolean =>
  (kind === 'accrue' || kind === 'adjust') && amount > 0n && !key.startsWith(ofSale);

/** Points that no sale gave: a survey, a gift. */
const pointsOf = ({ account, entries }: CommitPosted): Told | undefined => {
  if (account?.unit !== points) return undefined;
  const given = entries.filter(isGift).reduce((sum, { amount }) => sum + amount, 0n);
  return given === 0n ? undefined : { kind: 'points', memberId: account.memberId, points: given };
};

const redemptionOf = ({ memberId, points: spent, rewardId }: VoucherIssued): Told => ({
  kind: 'redemption',
  memberId,
  points: spent,
  rewardId,
});

type Reader = (payload: Uint8Array) => Told | undefined;

/** By the type of the event, so that others are not even decoded. */
const readers: Readonly<Record<string, Reader>> = {
  'vafa.checkout.sale_closed.v1': (payload) => {
    const { event, occurredAt } = decodeEvent(CheckoutEvent, payload);
    return event.$case === 'saleClosed' ? saleOf(event.value, occurredAt) : undefined;
  },
  'vafa.checkout.sale_returned.v1': (payload) => {
    const { event, occurredAt } = decodeEvent(CheckoutEvent, payload);
    return event.$case === 'saleReturned' ? returnOf(event.value, occurredAt) : undefined;
  },
  'vafa.ledger.commit_posted.v1': (payload) => {
    const { event } = decodeEvent(LedgerEvent, payload);
    return pointsOf(event.value);
  },
  'vafa.rewards.voucher_issued.v1': (payload) => {
    const { event } = decodeEvent(RewardsEvent, payload);
    return event.$case === 'voucherIssued' ? redemptionOf(event.value) : undefined;
  },
  'vafa.membership.member_enrolled.v1': (payload) => {
    const { event } = decodeEvent(MembershipEvent, payload);
    return event.$case === 'memberEnrolled' ? { kind: 'enrolment', memberId: event.value.memberId } : undefined;
  },
};

/** Topics of what is told live. */
export const liveTopics = [topics.checkout, topics.ledger, topics.rewards, topics.membership] as const;

/** What there is to tell of an event; undefined: nothing. */
export const toLiveEvent = ({ id, type, clubId, occurredAt, payload }: StreamEvent): LiveEvent | undefined => {
  const told = readers[type]?.(payload);
  return told && { id, clubId, at: occurredAt, ...told };
};
