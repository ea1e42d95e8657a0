import type { Promotion } from '@vafa/contracts/promotions';
import type { Asked } from '../contract/asked.ts';
import { InvalidRequest } from '../schema-pipe.ts';

/** Raises `invalid_request` when amounts are meant in another currency than the club's. */
export const requireCurrency = (sent: object, { club }: Asked): void => {
  const { currency = '' } = sent as { readonly currency?: string };
  if (currency === '' || currency === club.currency) return;
  throw new InvalidRequest([
    { pointer: '/currency', code: 'wrong_currency', detail: `the club counts in ${club.currency}` },
  ]);
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const isBranches = (value: { readonly [name: string]: Json }): value is { kind: 'branch'; in: readonly string[] } =>
  value.kind === 'branch' && Array.isArray(value.in) && value.in.every((name) => typeof name === 'string');

const withIds = async (value: Json, idOf: (named: string) => Promise<string>): Promise<Json> => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return Promise.all(value.map((each: Json) => withIds(each, idOf)));
  const object = value as { readonly [name: string]: Json };
  if (isBranches(object)) return { ...object, in: await Promise.all(object.in.map(idOf)) };
  const entries = Object.entries(object).map(async ([name, each]) => [name, await withIds(each, idOf)] as const);
  return Object.fromEntries(await Promise.all(entries));
};

/** Branches are named by code or id; conditions keep their ids. Raises `branch_not_found`. */
export const withBranchIds = async (promotion: Promotion, { clubs, club }: Asked): Promise<Promotion> => {
  const { conditions, ...others } = JSON.parse(promotion.terms) as { readonly [name: string]: Json };
  if (conditions === undefined) return promotion;
  const named = await withIds(conditions, async (branch) => (await clubs.branch(club.id, branch)).id);
  return { ...promotion, terms: JSON.stringify({ conditions: named, ...others }) };
};

interface Sent {
  readonly promotion?: Promotion | undefined;
}

/** What a person writes of a promotion, in the club's currency and with ids of branches. */
export const asWritten = async <R extends Sent>(request: R, asked: Asked): Promise<R> => {
  const { promotion } = request;
  if (!promotion) return request;
  requireCurrency(promotion, asked);
  return { ...request, promotion: await withBranchIds(promotion, asked) };
};
