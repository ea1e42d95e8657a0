import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@vafa/client';

interface Administrator {
  readonly url: string;
  readonly key: string;
}

/** What tills were told of their sales. */
export interface Told {
  sales: number;
  earned: number;
  paid: number;
  /** What members have spent, in minor units. */
  spent: number;
}

const branch = 'bench';
const linesOfSale = 20;

/** A zone in which it is about noon: near midnight a receipt is asked for on two days. */
const zoneAtNoon = (now: Date): string => {
  const hours = 12 - now.getUTCHours();
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${String(Math.abs(hours))}`;
};

const lines = Array.from({ length: linesOfSale }, (_none, place) => ({
  sku: `SKU-${String(place)}`,
  quantity: 1 + (place % 3),
  unit_price: `${String(3 + place)}.50`,
}));

/**
 * A club whose sales are measured: a rule, tiers, a survey after the sale, one branch, and tills whose key is bound to
 * it. Sales have twenty lines and a member.
 */
export class MeasuredShop {
  readonly told: Told = { sales: 0, earned: 0, paid: 0, spent: 0 };
  private readonly club: Client;
  private readonly till: Client;
  private readonly members: readonly string[];
  private count = 0;

  private constructor(club: Client, till: Client, members: readonly string[]) {
    this.club = club;
    this.till = till;
    this.members = members;
  }

  /** `patienceMs`: how long what is away is waited for, and asked again under the same key. */
  static async open({ url, key }: Administrator, memberCount: number, patienceMs = 0): Promise<MeasuredShop> {
    const code = 'measured';
    const club = new Client({ url, key, club: code }, patienceMs);
    const time_zone = zoneAtNoon(new Date());
    await club.call('createClub', { body: { code, name: 'Measured', currency: 'GBP', time_zone } });
    const rule = { code: 'pounds', name: 'One point for each whole pound', points: 1, per_amount: 100 };
    await club.call('publishEarningRule', { body: rule });
    await club.call('setTiers', {
      body: { period_days: 365, tiers: [{ code: 'all', name: 'All', spend_from: 0 }] },
    });
    const text = 'How was it?';
    const questions = [{ id: 'recommend', kind: 'nps' as const, text, required: true }];
    await club.call('createSurvey', {
      body: { code: 'after', title: text, questions, points: 1, ask_after_sale: true },
    });
    await club.call('createBranch', { body: { code: branch, name: 'Bench' } });
    const members: string[] = [];
    for (let place = 0; place < memberCount; place++) {
      const body = { external_id: `bench-${String(place)}`, name: 'Member of the bench' };
      members.push((await club.call('enrolMember', { body })).id);
    }
    const verbs = ['sessions:write' as const];
    const made = await club.call('createApiKey', { body: { name: 'Tills', verbs, branches: [branch] } });
    return new MeasuredShop(club, new Client({ url, key: made.secret, club: code }, patienceMs), members);
  }

  /** A basket is put, with `pays` a point is held, and it is closed. Answers how many milliseconds the close took. */
  async sell(pays: boolean): Promise<number> {
    const place = this.count++;
    const member_id = this.members[place % this.members.length] as string;
    const path = { session_id: `sale-${String(place)}` };
    const body = { branch, till: '1', receipt: path.session_id, member_id, lines };
    await this.till.call('putSession', { path, body });
    if (pays) await this.till.call('holdSession', { path, body: { points: 1 } });
    const started = performance.now();
    const closed = await this.till.call('closeSession', { path, body: {} });
    this.told.sales += 1;
    this.told.earned += Number(closed.points);
    this.told.paid += pays ? 1 : 0;
    this.told.spent += Number(closed.total.amount);
    return performance.now() - started;
  }

  /** Waits until all is booked and counted that tills were told; raises what is wrong with the books. */
  async verify(): Promise<void> {
    const wanted = JSON.stringify(this.told);
    const booked = async (): Promise<string> => {
      const { sales, points_accrued, points_burned } = await this.club.call('getSummary');
      let spent = 0;
      for (const member_id of this.members)
        spent += Number((await this.club.call('getMemberTier', { path: { member_id } })).spend.amount);
      const [earned, paid] = [Number(points_accrued), Number(points_burned)];
      return JSON.stringify({ sales, earned, paid, spent } satisfies Told);
    };
    for (let tries = 0; (await booked()) !== wanted; tries++) {
      if (tries === 1_000) throw new Error(`the club has ${await booked()}, tills were told ${wanted}`);
      await pause(100);
    }
    const { findings } = await this.club.call('verifyLedger');
    const { items: letters } = await this.club.call('listDeadLetters');
    if (findings.length + letters.length > 0) throw new Error(JSON.stringify({ findings, letters }));
  }
}
