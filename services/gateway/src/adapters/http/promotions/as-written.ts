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

/** Branches that conditions name, each once. */
const namedIn = (value: Json, named = new Set<string>()): ReadonlySet<string> => {
  if (value === null || typeof value !== 'object') return named;
  if (!Array.isArray(value)) {
    const object = value as { readonly [name: string]: Json };
    if (isBranches(object)) for (const name of object.in) named.add(name);
  }
  for (const each of Object.values(value)) namedIn(each as Json, named);
  return named;
};

const withIds = (value: Json, ids: ReadonlyMap<string, string>): Json => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each: Json) => withIds(each, ids));
  const object = value as { readonly [name: string]: Json };
  if (isBranches(object)) return { ...object, in: object.in.map((name) => ids.get(name) ?? name) };
  return Object.fromEntries(Object.entries(object).map(([name, each]) => [name, withIds(each, ids)]));
};

/** Each is looked up. */
const branchesMax = 1_000;

/**
 * Branches are named by code or id; conditions keep their ids. `place`: of the terms in the body. Raises
 * `branch_not_found`, and `invalid_request` before any look-up where more than a thousand are named.
 */
export const withBranchIds = async (
  promotion: Promotion,
  { clubs, club }: Asked,
  place = '/terms',
): Promise<Promotion> => {
  const { conditions, ...others } = JSON.parse(promotion.terms) as { readonly [name: string]: Json };
  if (conditions === undefined) return promotion;
  const named = namedIn(conditions);
  if (named.size > branchesMax)
    throw new InvalidRequest([
      {
        pointer: `${place}/conditions`,
        code: 'too_big',
        detail: `at most ${String(branchesMax)} branches are named in all`,
      },
    ]);
  const ids = await Promise.all(
    Array.from(named, async (name) => [name, (await clubs.branch(club.id, name)).id] as const),
  );
  return { ...promotion, terms: JSON.stringify({ conditions: withIds(conditions, new Map(ids)), ...others }) };
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
