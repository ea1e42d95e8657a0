import type { NewSurvey } from '@vafa/client';
import { num, type Rest } from '../rest.ts';
import { SalesMade } from './sales-made.ts';
import { InsistentRest } from './insistent-rest.ts';
import { openingSale, plannedSale } from './planned-sale.ts';
import { branch, sell, submitBatch, type Counter } from './till.ts';

export interface ShopOptions {
  readonly rest: Rest;
  readonly seed: number;
  readonly tills: number;
  readonly members: number;
  /** At least that many sales, and at least until close() is asked for. */
  readonly sales: number;
}

/** A close that was acknowledged. */
export interface ClosedSale {
  readonly at: number;
  readonly saleId: string;
  readonly member: string | undefined;
  readonly accrued: number;
}

const rule = { code: 'pounds', name: 'One point for each whole pound', points: 1, per_amount: 100 };
const tiers = { period_days: 365, tiers: [{ code: 'bronze', name: 'Bronze', spend_from: 0 }] };
const survey: NewSurvey = {
  code: 'visit',
  title: 'How was it?',
  questions: [{ id: 'q', kind: 'nps', text: 'Recommend?', required: true }],
  ask_after_sale: true,
};

/** A club of its own with a rule, tiers, a survey and members, and tills that sell to them from a seed. */
export class Shop implements Counter {
  readonly rest: InsistentRest;
  readonly record = new SalesMade();
  readonly members: string[] = [];
  readonly closes: ClosedSale[] = [];
  surveyId = '';
  private readonly options: ShopOptions;
  private next = 0;
  private isClosing = false;

  constructor(options: ShopOptions) {
    this.options = options;
    this.rest = new InsistentRest(options.rest);
  }

  /** Makes the club, enrols the members and sells each one what gives the first points. */
  async open(): Promise<void> {
    const { club } = this.options.rest;
    await this.rest.call('createClub', {
      body: { code: club, name: club, currency: 'GBP', time_zone: 'Europe/London', point_cost: 10_000 },
      key: 'club',
    });
    await this.rest.call('publishEarningRule', { body: rule, key: 'rule' });
    await this.rest.call('setTiers', { body: tiers, key: 'tiers' });
    this.surveyId = (await this.rest.call('createSurvey', { body: survey, key: 'survey' })).id;
    await this.rest.call('createBranch', { body: branch, key: 'branch' });
    for (let place = 0; place < this.options.members; place++) {
      const name = `member-${place}`;
      this.members.push((await this.rest.call('enrolMember', { body: { external_id: name, name }, key: name })).id);
      await sell(this, openingSale(this.next++, place), 0);
    }
  }

  /** Sells until the sales are made and the shop is closing. */
  async run(): Promise<void> {
    const till = async (number: number): Promise<void> => {
      while (!this.isOver()) await sell(this, plannedSale(this.options.seed, this.next++, this.members.length), number);
    };
    await Promise.all(Array.from({ length: this.options.tills }, (_, place) => till(place + 1)));
  }

  /** Submits as many sales at once. */
  async sellBatch(count: number): Promise<void> {
    const numbers = Array.from({ length: count }, () => this.next++);
    await submitBatch(
      this,
      numbers.map((number) => plannedSale(this.options.seed, number, this.members.length)),
    );
  }

  /** No new sales beyond those that were promised. */
  close(): void {
    this.isClosing = true;
  }

  /** Also when a till failed: the others must not go on for ever. */
  abandon(): void {
    this.next = Number.MAX_SAFE_INTEGER - 1_000;
    this.isClosing = true;
  }

  onClosed({ saleId, member, accrued }: { saleId: string; member: number | undefined; accrued: number }): void {
    this.closes.push({
      at: Date.now(),
      saleId,
      member: member === undefined ? undefined : this.members[member],
      accrued,
    });
  }

  /** How many members were asked the survey. */
  async asked(): Promise<number> {
    return num((await this.rest.call('getSurveyResults', { path: { survey_id: this.surveyId } })).asked);
  }

  /** Minor units that the club counts as spent by a member. */
  async spendOf(member: string): Promise<number> {
    return num((await this.rest.call('getMemberTier', { path: { member_id: member } })).spend.amount);
  }

  async findings(): Promise<string[]> {
    return (await this.rest.call('verifyLedger')).findings.map((finding) => JSON.stringify(finding));
  }

  async deadLetters(): Promise<string[]> {
    return (await this.rest.call('listDeadLetters')).items.map((letter) => JSON.stringify(letter));
  }

  private isOver(): boolean {
    return this.isClosing && this.record.sales.length >= this.options.sales;
  }
}
