import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { items, num, obj, str, Rest, type Body } from '../rest.ts';
import type { RunningClub } from '../running-club.ts';
import { runVafa } from '../run-vafa.ts';
import { until } from '../until.ts';

const waitMs = 60_000;
let clubs = 0;

export interface BasketLine {
  readonly sku: string;
  readonly quantity: number | string;
  readonly unit_price: string;
}

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
    await shop.rest.ok('POST', '/v1/clubs', { body: { code, name: code, currency, time_zone: timeZone }, club: null });
    await shop.rest.post('/v1/branches', { code: 'b', name: 'B' });
    await shop.rest.post('/v1/earning-rules', { code: 'std', name: 'one', points: 1, per_amount: 100 });
    return shop;
  }

  /** A club that is there already. */
  static of(running: RunningClub, code: string): ShopClub {
    return new ShopClub(running, code);
  }

  /** Enrols a member of this name and external id; answers the member's id. */
  async member(name: string): Promise<string> {
    return str((await this.rest.post('/v1/members', { name, external_id: name })).id);
  }

  /** The id behind an external id; undefined when there is no such member. */
  async find(externalId: string): Promise<string | undefined> {
    const [found] = items(await this.rest.get(`/v1/members?external_id=${encodeURIComponent(externalId)}`));
    return found && str(found.id);
  }

  /** Points that can be spent; undefined when there is no such member. */
  async points(externalId: string): Promise<number | undefined> {
    const id = await this.find(externalId);
    if (id === undefined) return undefined;
    const account = items(await this.rest.get(`/v1/members/${id}/accounts`)).find(({ unit }) => unit === 'points');
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

  put(session: string, body: Readonly<Record<string, unknown>>, query = ''): Promise<Body> {
    return this.rest.put(`/v1/sessions/${session}${query}`, { branch: 'b', till: '1', ...body });
  }

  /** Sells a basket live, from open to closed. */
  async sell(
    session: string,
    receipt: string,
    memberId: string | undefined,
    lines: readonly BasketLine[],
  ): Promise<Body> {
    await this.put(session, { receipt, ...(memberId !== undefined && { member_id: memberId }), lines });
    return this.rest.post(`/v1/sessions/${session}/close`, {});
  }

  /** Submits sales made elsewhere; answers the state of each. */
  async batch(...sales: readonly Readonly<Record<string, unknown>>[]): Promise<string[]> {
    const answer = await this.rest.post('/v1/sale-batches', {
      items: sales.map((sale) => ({ branch: 'b', till: '1', ...sale })),
    });
    return items(answer).map(({ status }) => str(status));
  }

  /** The total of a basket as a dry run shows it, in minor units. */
  async totalOf(unitPrice: string): Promise<number> {
    const session = await this.put(
      'look',
      { receipt: '1', lines: [{ sku: 'A', quantity: 1, unit_price: unitPrice }] },
      '?dry=true',
    );
    return num(obj(session.total).amount);
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
