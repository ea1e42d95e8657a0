import { costsBetween, quietCosts, total, type Costs } from '@vafa/e2e/src/costs/costs.ts';
import { MeasuredShop } from '@vafa/e2e/src/costs/measured-shop.ts';
import { startClub, type ClubProcess } from '../club-process.ts';
import { percentile } from '../statistics.ts';

/** So many tills, each with one sale at a time, and whether a member holds a point. */
export interface SaleCase {
  readonly tills: number;
  readonly pays: boolean;
}

/** What a block of sales took, each. */
export interface SalesMeasured {
  /** As the tills see it. */
  readonly perSecond: number;
  /** User and system, of the whole process, until every reaction is posted. */
  readonly cpuMillis: number;
  readonly commands: number;
  readonly calls: number;
  /** 99 of 100 closes are answered within. */
  readonly closeMillis: number;
  /** By name, of the whole block. */
  readonly costs: Costs;
}

const quietMs = 700;
const members = 32;

/** A club of one build, with tills. */
export class MeasuredSales {
  private readonly club: ClubProcess;
  private readonly shop: MeasuredShop;

  private constructor(club: ClubProcess, shop: MeasuredShop) {
    this.club = club;
    this.shop = shop;
  }

  /** `warmUp` sales are made before anything counts, so that members have points. */
  static async open(port: number, build: string, warmUp: number): Promise<MeasuredSales> {
    const club = await startClub(port, {}, build, true);
    try {
      const shop = await MeasuredShop.open(club, members);
      for (let count = 0; count < Math.max(warmUp, members); count++) await shop.sell(false);
      await shop.verify();
      return new MeasuredSales(club, shop);
    } catch (error) {
      await club.stop();
      throw error;
    }
  }

  /** Makes so many sales, and verifies the books after them. */
  async measure({ tills, pays }: SaleCase, count: number): Promise<SalesMeasured> {
    const ask = (): Promise<Costs> => this.club.costs();
    const before = await quietCosts(ask, quietMs);
    const cpu = await this.club.cpuSeconds();
    const started = performance.now();
    const closes: number[] = [];
    let left = count;
    const till = async (): Promise<void> => {
      while (left-- > 0) closes.push(await this.shop.sell(pays));
    };
    await Promise.all(Array.from({ length: tills }, till));
    const seconds = (performance.now() - started) / 1000;
    const costs = costsBetween(before, await quietCosts(ask, quietMs));
    const cpuMillis = (((await this.club.cpuSeconds()) - cpu) * 1000) / count;
    await this.shop.verify();
    return {
      perSecond: count / seconds,
      cpuMillis,
      commands: total(costs.commands) / count,
      calls: total(costs.calls) / count,
      closeMillis: percentile(closes, 0.99),
      costs,
    };
  }

  /** What an idle club asks databases for, each second. */
  async idle(seconds: number): Promise<number> {
    const before = await quietCosts(() => this.club.costs(), quietMs);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return total(costsBetween(before, await this.club.costs()).commands) / seconds;
  }

  async stop(): Promise<void> {
    await this.club.stop();
  }
}
