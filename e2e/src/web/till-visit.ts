import type { Browser, Locator, Page } from 'playwright-core';
import { Visit, type Look } from './browser.ts';
import { tillWords, type TillPattern, type TillText } from './till-words.ts';

/** What a Persian layout makes of the keys of the digits. */
const persian = '۰۱۲۳۴۵۶۷۸۹';

/** A cashier at a till: types, swipes and looks, in the words of the language that the till speaks. */
export class TillVisit {
  private constructor(
    readonly visit: Visit,
    readonly look: Look,
    readonly origin: string,
  ) {}

  /** Opens the till of a browser that is new and pairs it. */
  static async pair(browser: Browser, origin: string, look: Look, code: string, keeps?: 'keeps'): Promise<TillVisit> {
    const till = new TillVisit(await Visit.open(browser, origin, look, keeps), look, origin);
    await till.visit.goTo('/till', look);
    await till.page.getByRole('textbox', { name: till.say('code') }).fill(code);
    await till.page.keyboard.press('Enter');
    await till.ready();
    return till;
  }

  get page(): Page {
    return this.visit.page;
  }

  /** As it stands on the till, in its language. */
  say(word: TillText): string {
    return tillWords[word][this.look.language];
  }

  like(word: TillPattern): RegExp {
    return tillWords[word][this.look.language];
  }

  async sees(word: TillText): Promise<void> {
    await this.page.getByText(this.say(word)).first().waitFor();
  }

  /** The field that the sale is typed into has the focus. */
  async ready(): Promise<void> {
    await this.page.locator('[data-home=sale]:focus').waitFor();
  }

  /** As people do, with a rest between two keys. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 60 });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** As a reader does that types five milliseconds apart, while a Persian layout is active. */
  async swipe(digits: string): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const start = Date.now() / 1_000;
    const key = (at: number, name: string, code: string, text: string): Promise<unknown> =>
      session.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key: name,
        code,
        text,
        unmodifiedText: text,
        timestamp: start + at * 0.005,
      });
    const sent = [...digits].map((digit, at) => {
      const shown = persian.charAt(Number(digit));
      return key(at, shown, `Digit${digit}`, shown);
    });
    await Promise.all([...sent, key(digits.length, 'Enter', 'Enter', '\r')]);
    await session.detach();
  }

  /** Minor units that are to pay. */
  due(): Promise<string | null> {
    return this.page.locator('[data-total]').getAttribute('data-total');
  }

  /** The member's card is on the screen. */
  async knows(name: string): Promise<void> {
    await this.heading(name).waitFor();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name, exact: true });
  }

  panel(word: TillText): Locator {
    return this.page.getByRole('dialog', { name: this.say(word), exact: true });
  }

  /** Without network, or with it again. */
  async cutNetwork(isCut: boolean): Promise<void> {
    await this.page.context().setOffline(isCut);
  }

  /** Answers that a test brings about are told on the console by the browser itself. */
  forgive(told: RegExp): void {
    this.visit.forgive(told);
  }

  close(): Promise<void> {
    return this.visit.close();
  }
}
