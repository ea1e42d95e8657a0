import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asked, Basket, NewLine, Session } from '@vafa/client';
import { num, Rest } from '../rest.ts';
import type { RunningClub } from '../running-club.ts';
import { runVafa } from '../run-vafa.ts';
import { until } from '../until.ts';

const waitMs = 300_000;
let clubs = 0;

type BatchItem = Asked<'submitSales'>['body']['items'][number];

/** Of the one branch and till, where they are not named. */
export type ShopSale = Omit<BatchItem, 'branch' | 'till'> & Partial<Pick<BatchItem, 'branch' | 'till'>>;

/** Of the one branch and till, where they are not named. */
export type ShopBasket = Omit<Basket, 'branch' | 'till'> & Partial<Pick<Basket, 'branch' | 'till'>>;

/** One shop's club of its own on a running Vafa, with branch `b` and the rule "one point for each 100 minor units". */
export class ShopClub {
  readonly rest: Rest;
  private readonly running: RunningClub;

  private constructor(running: RunningClub, code: string) {
    this.running = running;
    this.rest = new Rest(running.url, running.adminKey(), code);
  }

  static async open(running: RunningClub, currency = 'GBP', timeZone = 'Europe/London'): Promise<ShopClub> {
    const code = `shop-${process.pid}-${++clubs}`;
    const shop = ShopClub.of(running, code);
    await shop.rest.call('createClub', { body: { code, name: code, currency, time_zone: timeZone } });
    await shop.rest.call('createBranch', { body: { code: 'b', name: 'B' } });
    await shop.rest.call('publishEarningRule', { body: { code: 'std', name: 'one', points: 1, per_amount: 100 } });
    return shop;
  }

  /** A club that is there already. */
  static of(running: RunningClub, code: string): ShopClub {
    return new ShopClub(running, code);
  }

  /** Enrols a member of this name and external id; answers the member's id. */
  async member(name: string): Promise<string> {
    return (await this.rest.call('enrolMember', { body: { name, external_id: name } })).id;
  }

  /** The id behind an external id; undefined when there is no such member. */
  async find(externalId: string): Promise<string | undefined> {
    const [found] = (await this.rest.call('findMembers', { query: { external_id: externalId } })).items;
    return found?.id;
  }

  /** Points that can be spent; undefined when there is no such member. */
  async points(externalId: string): Promise<number | undefined> {
    const id = await this.find(externalId);
    if (id === undefined) return undefined;
    const account = (await this.rest.call('getMemberAccounts', { path: { member_id: id } })).items.find(
      ({ unit }) => unit === 'points',
    );
    return account ? num(account.available) : 0;
  }

  /** Waits until the member has so many points; the error shows what there was. */
  async expectPoints(externalId: string, points: number): Promise<void> {
    let seen: number | undefined;
    await until(
      `${externalId} has ${points} points`,
      waitMs,
      async () => (seen = await this.points(externalId)) === points || undefined,
    ).catch((error: unknown) => {
      throw new Error(`${externalId} has ${seen ?? 'no account'} and not ${points} points`, { cause: error });
    });
  }

  /** Imports a file of this content by the command line; answers the last line that it prints. */
  async import(content: string | Uint8Array, name = 'sales.csv', ...args: readonly string[]): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'vafa-shop-'));
    try {
      writeFileSync(join(folder, name), content);
      const { out, err } = await runVafa(
        this.running.options.dataFolder,
        'import',
        'sales',
        join(folder, name),
        '--club',
        this.rest.club,
        ...args,
      );
      return (out || err).trimEnd().split('\n').at(-1) ?? '';
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  put(session: string, body: ShopBasket, query: Asked<'putSession'>['query'] = {}): Promise<Session> {
    return this.rest.call('putSession', {
      path: { session_id: session },
      query,
      body: { branch: 'b', till: '1', ...body },
    });
  }

  /** Sells a basket live, from open to closed. */
  async sell(
    session: string,
    receipt: string,
    memberId: string | undefined,
    lines: readonly NewLine[],
  ): Promise<Session> {
    await this.put(session, { receipt, ...(memberId !== undefined && { member_id: memberId }), lines });
    return this.rest.call('closeSession', { path: { session_id: session }, body: {} });
  }

  /** Submits sales made elsewhere; answers the state of each. */
  async batch(...sales: readonly ShopSale[]): Promise<string[]> {
    const answer = await this.rest.call('submitSales', {
      body: {
        items: sales.map((sale) => ({ branch: 'b', till: '1', ...sale })),
      },
    });
    return answer.items.map(({ status }) => status);
  }

  /** The total of a basket as a dry run shows it, in minor units. */
  async totalOf(unitPrice: string): Promise<number> {
    const session = await this.put(
      'look',
      { receipt: '1', lines: [{ sku: 'A', quantity: 1, unit_price: unitPrice }] },
      { dry: 'true' },
    );
    return num(session.total.amount);
  }
}

const columns = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];

/** A file of invoices in the columns of the sample, one row a line. */
export const invoices = (...rows: readonly string[]): string => `${[columns.join(), ...rows].join('\n')}\n`;
