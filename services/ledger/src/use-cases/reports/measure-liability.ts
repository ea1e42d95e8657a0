import type { Clock } from '@vafa/kernel';
import { costOf, type Cost } from '../../domain/reports/cost.ts';
import {
  addLiability,
  breakageOf,
  liabilityOf,
  monthNamer,
  noLiability,
  outstandingOf,
  type Liability,
} from '../../domain/reports/liability.ts';
import { plainPoints } from '../../domain/time/unit.ts';
import { assertPlace, pageOfAccounts, type AccountPage, type AccountPlace } from './account-pages.ts';
import type { AccountsAt } from './accounts-at.ts';
import { scopeOf, type BooksQuestion } from './books-scope.ts';
import type { UnitStore } from '../ports/unit-store.ts';

export interface UnitLiability extends Liability {
  readonly unit: string;
  readonly accounts: number;
  /** available + pending + held. */
  readonly outstanding: bigint;
  /** Minor units of money; rounded once, half up, on the total. Undefined: not known. */
  readonly cost: bigint | undefined;
  /** Millionths of what was issued that expired. */
  readonly breakage: bigint;
}

export interface MemberLiability extends Liability {
  readonly memberId: string;
  readonly unit: string;
  readonly outstanding: bigint;
}

type MonthNamer = (at: Date) => string;

export class MeasureLiability {
  constructor(
    private readonly accounts: AccountsAt,
    private readonly units: UnitStore,
    private readonly clock: Clock,
  ) {}

  /**
   * What a club owes in each unit at a moment, and what that costs. Raises `invalid_account`, `moment_in_future`,
   * `unknown_unit`, `journal_broken`, `unavailable`.
   */
  async execute(
    question: BooksQuestion,
    cost: Cost,
  ): Promise<{ readonly at: Date; readonly units: readonly UnitLiability[] }> {
    const scope = await scopeOf(question, this.units, this.clock.now());
    const monthsOf = await this.months(scope.clubId);
    const found = new Map<string, { accounts: number; sum: Liability }>();
    if (scope.unit !== undefined) found.set(scope.unit, { accounts: 0, sum: noLiability });
    for await (const { account, state } of this.accounts.heads(scope)) {
      const { accounts, sum } = found.get(account.unit) ?? { accounts: 0, sum: noLiability };
      found.set(account.unit, {
        accounts: accounts + 1,
        sum: addLiability(sum, liabilityOf(state, monthsOf(account.unit))),
      });
    }
    const units = [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([unit, { accounts, sum }]) => ({ unit, accounts, ...sum, ...measured(unit, sum, cost) }));
    return { at: scope.at, units };
  }

  /**
   * The same for each account, to be joined with what the ledger does not know of members. Raises the same, and
   * `invalid_page_token`.
   */
  async members(
    question: BooksQuestion,
    place: AccountPlace | undefined,
    size: number,
  ): Promise<AccountPage<MemberLiability>> {
    if (place) assertPlace(place, question.clubId);
    const scope = await scopeOf({ ...question, ...(place && { asOf: place.at }) }, this.units, this.clock.now());
    const monthsOf = await this.months(scope.clubId);
    return pageOfAccounts(this.accounts, scope, place, size, ({ account: { memberId, unit }, state }) => {
      const liability = liabilityOf(state, monthsOf(unit));
      return [{ memberId, unit, ...liability, outstanding: outstandingOf(liability) }];
    });
  }

  private async months(clubId: string): Promise<(unit: string) => MonthNamer> {
    const zones = new Map((await this.units.list(clubId)).map(({ unit, timeZone }) => [unit, timeZone]));
    const namers = new Map<string, MonthNamer>();
    return (unit) => {
      const zone = zones.get(unit) ?? plainPoints.timeZone;
      const known = namers.get(zone) ?? monthNamer(zone);
      namers.set(zone, known);
      return known;
    };
  }
}

const measured = (
  unit: string,
  sum: Liability,
  cost: Cost,
): Pick<UnitLiability, 'outstanding' | 'cost' | 'breakage'> => {
  const outstanding = outstandingOf(sum);
  return { outstanding, cost: costOf(outstanding, unit, cost), breakage: breakageOf(sum) };
};
