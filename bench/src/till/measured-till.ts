import type { Browser } from 'playwright-core';
import { TillVisit } from '@vafa/e2e/src/web/till-visit.ts';
import { clientOf } from '../client-of.ts';
import { startClub, type ClubProcess } from '../club-process.ts';
import { importFile } from '../import-file.ts';
import { inThePage, type Asked, type Wanted } from './shown.ts';

export interface Shown extends Asked {
  readonly ms: number;
}

interface Carded {
  readonly name: string;
  readonly card: string;
}

const branch = 'United Kingdom';
const item = 'TEA';
/** Of the club that is measured, a point for each pound. */
const price = 10;
const linesOfSale = 8;

/** Gives so many members of a club that was imported a name and a card; a till knows them by these. */
const cardsFor = async (club: ClubProcess, count: number): Promise<Carded[]> => {
  const client = clientOf(club);
  const { items } = await client.call('findMembers', { query: { page_size: count } });
  const carded: Carded[] = [];
  for (const [at, { id }] of items.entries()) {
    const given = { name: `Member ${String(at + 1)}`, card: `621986100${String(at).padStart(7, '0')}` };
    await client.call('correctMember', { path: { member_id: id }, body: given, key: `bench-card-${String(at)}` });
    carded.push(given);
  }
  return carded;
};

/** A till in a browser, of a club with much behind it. */
export class MeasuredTill {
  private readonly till: TillVisit;
  private readonly members: readonly Carded[];
  private lines = 0;
  private swipes = 0;

  private readonly club: ClubProcess;

  private constructor(club: ClubProcess, till: TillVisit, members: readonly Carded[]) {
    this.club = club;
    this.till = till;
    this.members = members;
  }

  static async open(browser: Browser, port: number, file: string, members: number, build?: string) {
    const club = await startClub(port, {}, build);
    await importFile(club, file);
    const { code } = await clientOf(club).call('createTillCode', { body: { branch, till: '1' }, key: 'bench-till' });
    const carded = await cardsFor(club, members);
    const till = await TillVisit.pair(browser, club.url, { language: 'en', theme: 'light', size: 'wide' }, code);
    await till.page.addInitScript(inThePage);
    await till.page.reload();
    await till.ready();
    return new MeasuredTill(club, till, carded);
  }

  /** The next member's card is read. */
  async swipe(): Promise<Shown> {
    const { name, card } = this.members[this.swipes++ % this.members.length]!;
    return this.measured({ of: 'card', name }, () => this.till.swipe(card));
  }

  /** The next line of an invoice; it begins another one when it is long enough. */
  async line(): Promise<Shown> {
    if (this.lines % linesOfSale === 0) await this.beginSale();
    this.lines += 1;
    await this.till.type(item);
    const points = price * (this.lines % linesOfSale || linesOfSale);
    return this.measured({ of: 'points', text: `+${String(points)}` }, () => this.till.press('Enter'));
  }

  async stop(): Promise<void> {
    await this.club.stop();
  }

  private async beginSale(): Promise<void> {
    const { till } = this;
    if (this.lines === 0) {
      await till.page.getByRole('radio', { name: till.say('items') }).press('Space');
    } else {
      await till.press('F9');
      await till.page.locator('[data-total="0"]').waitFor();
    }
    await this.swipe();
    await till.press('F3');
    if (this.lines > 0) return;
    // Its name and price are typed once: from then on the till knows them. It is taken off again.
    await till.type(item);
    await till.press('Enter');
    await till.page.locator('input[inputmode=decimal]:focus').waitFor();
    await till.type(String(price));
    await till.press('Enter');
    await till.page.locator(`[data-total="${String(price * 100)}"]`).waitFor();
    await till.page.getByRole('button', { name: `Remove ${item}` }).click();
    await till.page.locator('[data-total="0"]').waitFor();
    await till.press('F3');
  }

  private async measured(wanted: Wanted, act: () => Promise<void>): Promise<Shown> {
    const { page } = this.till;
    await this.till.visit.settled();
    await page.evaluate(`measuring.look(${JSON.stringify(wanted)})`);
    await act();
    const ms = await page.evaluate<number>('measuring.shownAfter()');
    await this.till.visit.settled();
    return { ms, ...(await page.evaluate<Asked>('measuring.asked()')) };
  }
}
