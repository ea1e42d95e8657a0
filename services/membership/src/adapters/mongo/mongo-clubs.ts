import { requireSeen } from '@vafa/kernel';
import type { Claims, Documents, Versioned } from '@vafa/mongo';
import type { Branch } from '../../domain/branch.ts';
import { brandOf } from '../../domain/brand.ts';
import { digitsUnstored, type Club } from '../../domain/club.ts';
import { countryOf } from '../../domain/country.ts';
import type { TierSet } from '../../domain/tiers.ts';
import type { Clubs, NewClub } from '../../use-cases/clubs.ts';
import { toBranchChanged, toBranchCreated, toClubChanged, toClubCreated, toTiersSet } from '../events/to-event.ts';
import type { BranchState, ClubState } from './models.ts';

export const toClub = (document: Versioned<ClubState>): Club => {
  const {
    _id: id,
    code,
    name,
    currency,
    currencyDigits,
    timeZone,
    pointCost,
    pointValue = pointCost,
    country,
    createdAt,
    brand = {},
    tiers,
    tierPeriodDays,
    changes = [],
    revision = changes.length + 1,
    tiersRevision = tiers ? 2 : 1,
    made,
  } = document;
  const inCountry = country ?? countryOf(timeZone);
  const tierSet = tiers && tierPeriodDays !== undefined ? { tierSet: { periodDays: tierPeriodDays, tiers } } : {};
  return {
    id,
    code,
    name,
    currency,
    currencyDigits: currencyDigits ?? digitsUnstored(currency),
    timeZone,
    pointCost,
    pointValue,
    country: inCountry,
    createdAt,
    brand: brandOf(brand, { currency, country: inCountry }),
    changes,
    revision,
    tiersRevision,
    ...(made && { made }),
    ...tierSet,
  };
};

export const toBranch = ({ _id: id, ...branch }: Versioned<BranchState>): Branch => {
  const { clubId, code, name, isClosed = false, changes = [], revision = changes.length + 1 } = branch;
  return { id, clubId, code, name, isClosed, changes, revision };
};

export class MongoClubs implements Clubs {
  constructor(
    private readonly clubs: Documents<ClubState>,
    private readonly allBranches: Documents<BranchState>,
    private readonly claims: Claims,
  ) {}

  claimCode(code: string, id: string, key: string): Promise<{ owner: string; mine: boolean }> {
    return this.claims.claim(`club/${code}`, id, key);
  }

  async insert({ id, createdAt, ...terms }: NewClub, key: string): Promise<void> {
    await this.clubs.insert({
      id,
      clubId: id,
      state: { ...terms, createdAt },
      key,
      events: [toClubCreated({ ...terms, brand: brandOf({}, terms) })],
      at: createdAt,
    });
  }

  async find(idOrCode: string): Promise<Club | undefined> {
    const found = (await this.clubs.load(idOrCode)) ?? (await this.clubs.find({ code: idOrCode }, { limit: 1 }))[0];
    return found && toClub(found);
  }

  async list(afterCode: string, limit: number): Promise<readonly Club[]> {
    return (await this.clubs.find({ code: { $gt: afterCode } }, { sort: { code: 1 }, limit })).map(toClub);
  }

  async change(clubId: string, key: string, at: Date, decide: (club: Club) => Club): Promise<Club | undefined> {
    const changed = await this.clubs.change(clubId, (document) => {
      const club = toClub(document);
      const decided = document.keys.includes(key) ? club : decide(club);
      if (decided === club) return undefined;
      const { name, country, brand, changes, revision, made } = decided;
      const set = { name, country, changes: [...changes], revision, made, ...(brand !== club.brand && { brand }) };
      return { set, key, events: [toClubChanged(decided)], at };
    });
    return changed && toClub(changed);
  }

  async setTiers(
    clubId: string,
    key: string,
    { periodDays, tiers }: TierSet,
    seen: number,
    at: Date,
  ): Promise<Club | undefined> {
    const changed = await this.clubs.change(clubId, (document) => {
      if (document.keys.includes(key)) return undefined;
      const { tiersRevision } = toClub(document);
      requireSeen('tiers_changed', seen, tiersRevision);
      const set = { tiers: [...tiers], tierPeriodDays: periodDays, tiersRevision: tiersRevision + 1 };
      return { set, key, events: [toTiersSet(toClub({ ...document, ...set }))], at };
    });
    return changed && toClub(changed);
  }

  async ensureBranches(branches: readonly Branch[], at: Date): Promise<void> {
    await this.allBranches.insertMany(
      branches.map((branch) => {
        const { id, clubId, code, name } = branch;
        return { id, clubId, state: { code, name }, events: [toBranchCreated(branch)], at };
      }),
    );
  }

  async changeBranch(
    branchId: string,
    key: string,
    at: Date,
    decide: (branch: Branch) => Branch,
  ): Promise<Branch | undefined> {
    const changed = await this.allBranches.change(branchId, (document) => {
      const branch = toBranch(document);
      const decided = document.keys.includes(key) ? branch : decide(branch);
      if (decided === branch) return undefined;
      const { name, isClosed, changes, revision } = decided;
      return { set: { name, isClosed, changes: [...changes], revision }, key, events: [toBranchChanged(decided)], at };
    });
    return changed && toBranch(changed);
  }

  async branches(ids: readonly string[]): Promise<ReadonlyMap<string, Branch>> {
    const found = await this.allBranches.loadMany(ids);
    return new Map([...found].map(([id, branch]) => [id, toBranch(branch)]));
  }

  async formerBranches(clubId: string, codes: readonly string[]): Promise<ReadonlyMap<string, Branch>> {
    const found = await this.allBranches.find({ clubId, codeForm: { $in: [...codes] } }, { sort: { _id: 1 } });
    // Of several that are one now, the oldest.
    return new Map(found.toReversed().map((branch) => [branch.codeForm ?? '', toBranch(branch)]));
  }

  async listBranches(clubId: string, afterCode: string, limit: number): Promise<readonly Branch[]> {
    return (await this.allBranches.find({ clubId, code: { $gt: afterCode } }, { sort: { code: 1 }, limit })).map(
      toBranch,
    );
  }
}
