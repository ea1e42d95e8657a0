import { isDeepStrictEqual } from 'node:util';
import type { EarningRule } from '@vafa/contracts/campaigns';
import type { OpenPracticeRequest, OpenPracticeResponse } from '@vafa/contracts/gateway';
import type { Unit } from '@vafa/contracts/ledger';
import type { Branch, Club } from '@vafa/contracts/membership';
import type { Reward } from '@vafa/contracts/rewards';
import { actingFor, type Seal } from '@vafa/grpc';
import { isDomainError, type Clock } from '@vafa/kernel';
import { practiceCode } from '../../domain/practice.ts';
import type { ApiKeys } from '../../use-cases/api-keys.ts';
import type { RememberedClubs } from './remembered-clubs.ts';
import type { OtherServices } from './services.ts';

export interface PracticeParts {
  readonly services: OtherServices;
  readonly clubs: RememberedClubs;
  readonly apiKeys: ApiKeys;
  readonly clock: Clock;
  readonly seal: Seal;
}

const dayMs = 86_400_000;
/** A key for practice outlives a night, and not the till for long. */
const keyDays = 2;
const pageSize = 200;
const pagesMax = 50;

interface Paged<Item> {
  readonly items: readonly Item[];
  readonly next: string;
}

/** All of a list, page by page. */
const all = async <Item>(
  read: (page: { pageSize: number; pageToken: string }) => Promise<Paged<Item>>,
): Promise<Item[]> => {
  const found: Item[] = [];
  let pageToken = '';
  for (let page = 0; page < pagesMax; page++) {
    const { items, next } = await read({ pageSize, pageToken });
    found.push(...items);
    if (next === '') break;
    pageToken = next;
  }
  return found;
};

/** What a club promises: what is copied of it. */
interface Promised {
  readonly periodDays: number;
  readonly tiers: readonly { code: string; name: string; spendFrom: bigint }[];
  readonly rules: readonly EarningRule[];
  readonly units: readonly Unit[];
  readonly rewards: readonly Reward[];
}

const promisedBy = async (
  { membership, campaigns, ledger, rewards: catalogue }: OtherServices,
  clubId: string,
): Promise<Promised> => {
  const [{ periodDays, tiers }, rules, { units }, rewards] = await Promise.all([
    membership.getTiers({ clubId }),
    all(async (page) => {
      const { rules: items, nextPageToken: next } = await campaigns.listEarningRules({ clubId, page });
      return { items, next };
    }),
    ledger.listUnits({ clubId }),
    all(async (page) => {
      const { rewards: items, nextPageToken: next } = await catalogue.listRewards({ clubId, page });
      return { items, next };
    }),
  ]);
  return { periodDays, tiers, rules, units, rewards };
};

const lookOf = ({ name, country, brandColour, logoText, displayUnit, calendar }: Club) => ({
  name,
  country,
  brandColour,
  logoText,
  displayUnit,
  calendar,
});

const termsOf = ({
  code,
  name,
  points,
  perAmount,
  validFrom,
  validUntil,
  minimumTotal,
  skus,
  enabled,
}: EarningRule) => ({
  ...{ code, name, points, perAmount, validFrom, validUntil, minimumTotal, skus, enabled },
});

const isSameRule = (wanted: EarningRule, known: EarningRule | undefined): boolean =>
  known !== undefined && isDeepStrictEqual([termsOf(wanted), wanted.branchIds], [termsOf(known), known.branchIds]);

const priceOf = ({ name, description, pricePoints, voucherDays, open }: Reward) => ({
  ...{ name, description, pricePoints, voucherDays, open },
});

const sameUnit = (unit: Unit, known: Unit | undefined): boolean =>
  known !== undefined && isDeepStrictEqual({ ...unit, clubId: '', version: 0n }, { ...known, clubId: '', version: 0n });

/** The club to practise in that belongs to a club, and the branches of both. */
class Practice {
  constructor(
    private readonly services: OtherServices,
    private readonly key: string,
    private readonly by: string,
  ) {}

  /** Made when it is first asked for; then it looks as its club does. */
  async club(club: Club): Promise<Club> {
    const { membership } = this.services;
    const code = practiceCode(club.id);
    const { currency, timeZone, pointCost, pointValue, country, name } = club;
    const found =
      (await membership.getClub({ idOrCode: code }).catch(ifMissing))?.club ??
      (await membership.createClub({ key: code, code, name, currency, timeZone, pointCost, pointValue, country })).club;
    if (found === undefined) throw new Error('membership answered without a club');
    if (isDeepStrictEqual(lookOf(found), lookOf(club))) return found;
    const change = {
      idOrCode: found.id,
      key: `${this.key}/look`,
      by: this.by,
      reason: '',
      revision: 0,
      ...lookOf(club),
    };
    return (await membership.changeClub(change)).club ?? found;
  }

  /** The same promises as those of the club. `branchOf`: the practice branch of a branch of the club. */
  async promise(clubId: string, wanted: Promised, branchOf: (id: string) => string): Promise<void> {
    const { membership, campaigns, ledger } = this.services;
    const known = await promisedBy(this.services, clubId);
    const tierSet = { periodDays: wanted.periodDays, tiers: [...wanted.tiers] };
    if (wanted.tiers.length > 0 && !isDeepStrictEqual(tierSet, { periodDays: known.periodDays, tiers: known.tiers }))
      await membership.setTiers({ clubId, key: `${this.key}/tiers`, revision: 0, ...tierSet });
    for (const unit of wanted.units) {
      const own = known.units.find((each) => each.unit === unit.unit);
      if (!sameUnit(unit, own)) await ledger.putUnit({ unit: { ...unit, clubId, version: own?.version ?? 0n } });
    }
    for (const rule of wanted.rules) {
      // Versions are the club's own: of the practice club whichever stands is replaced.
      const own = { ...rule, clubId, version: 0, branchIds: rule.branchIds.map(branchOf) };
      const isKnown = isSameRule(
        own,
        known.rules.find(({ code }) => code === rule.code),
      );
      if (!isKnown) await campaigns.publishEarningRule({ clubId, key: `${this.key}/rule/${rule.code}`, rule: own });
    }
    await this.offer(clubId, wanted.rewards, known.rewards);
  }

  private async offer(clubId: string, wanted: readonly Reward[], known: readonly Reward[]): Promise<void> {
    const { rewards: catalogue } = this.services;
    for (const reward of wanted) {
      const key = `${this.key}/reward/${reward.code}`;
      const own = known.find(({ code }) => code === reward.code);
      if (own === undefined) {
        if (reward.open) await catalogue.createReward({ clubId, key, reward: { ...reward, clubId } });
      } else if (!isDeepStrictEqual(priceOf(own), priceOf(reward)))
        await catalogue.changeReward({ clubId, key, rewardId: own.id, version: own.version, ...priceOf(reward) });
    }
  }

  /** Whoever was made up for practice is gone, with points and vouchers. */
  async empty(clubId: string): Promise<void> {
    const { membership } = this.services;
    const members = await all(async (page) => {
      const { members: items, nextPageToken: next } = await membership.findMembers({
        clubId,
        criterion: undefined,
        page,
      });
      return { items, next };
    });
    for (const { id: memberId } of members)
      await membership.eraseMember({ clubId, memberId, key: `${this.key}/${memberId}`, by: this.by });
  }
}

const triesMost = 3;

/** Tills that begin at once write the same: who finds something written meanwhile compares again. */
const despiteOthers = async (work: () => Promise<void>, tries = 1): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!isDomainError(error) || error.kind !== 'conflict' || tries === triesMost) throw error;
    await despiteOthers(work, tries + 1);
  }
};

const ifMissing = (error: unknown): undefined => {
  if (isDomainError(error) && error.code === 'club_not_found') return undefined;
  throw error;
};

/**
 * A key by which a till practises: in a club of its own beside the real one, with the same branch, look, tiers, units,
 * rules and rewards. They are compared each time, so that practice follows what the club promises.
 */
export const openPractice = async (
  { services, clubs, apiKeys, clock, seal }: PracticeParts,
  request: OpenPracticeRequest,
): Promise<OpenPracticeResponse & { readonly key: Awaited<ReturnType<ApiKeys['make']>>['key'] }> => {
  const { clubId, tillId, till, branchId } = request;
  const as = <T>(clubOfWork: string, act: () => Promise<T>): Promise<T> => {
    const context = { caller: tillId, role: 'administrator', clubId: clubOfWork, branchIds: [] } as const;
    return actingFor(() => context, seal, act);
  };
  const [club, wanted] = await Promise.all([clubs.club(clubId), as(clubId, () => promisedBy(services, clubId))]);
  const named = [...new Set([branchId, ...wanted.rules.flatMap(({ branchIds }) => branchIds)])];
  const own = await as(clubId, () => clubs.branchesOf(clubId, named));
  const practice = new Practice(services, request.key, tillId);
  const { id } = await as('', () => practice.club(club));
  return as(id, async () => {
    const branches = own.map(({ code, name }) => ({ code, name }));
    const { branches: made } = await services.membership.ensureBranches({ clubId: id, branches });
    const branchOf = (of: string): string => made[own.findIndex((each: Branch) => each.id === of)]?.id ?? of;
    await despiteOthers(() => practice.promise(id, wanted, branchOf));
    if (request.reset) await practice.empty(id);
    const day = Math.floor(clock.now().getTime() / dayMs);
    const order = {
      clubId: id,
      name: till,
      verbs: ['*'],
      branchIds: [branchOf(branchId)],
      role: 'cashier',
      till,
      endsAt: new Date((day + keyDays) * dayMs),
    } as const;
    const { key, secret } = await apiKeys.make(order, `practice/${tillId}/${String(day)}`, request.tillsSecret);
    return { clubId: id, secret, key, till: undefined };
  });
};
