import type { Browser, Locator, Page } from 'playwright-core';
import { Visit, type Look } from './browser.ts';
import { tillWords, type TillWord } from './till-words.ts';

/** A cashier at a till: types, swipes and looks, in the words of the language that the till speaks. */
export class TillVisit {
  private constructor(
    readonly visit: Visit,
    private readonly look: Look,
  ) {}

  /** Opens the till of a browser that is new and pairs it. */
  static async pair(browser: Browser, origin: string, look: Look, code: string): Promise<TillVisit> {
    const till = new TillVisit(await Visit.open(browser, origin, look), look);
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
  say(word: TillWord): string {
    return tillWords[word][this.look.language];
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

  /** Minor units that are to pay. */
  due(): Promise<string | null> {
    return this.page.locator('[data-total]').getAttribute('data-total');
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  close(): Promise<void> {
    return this.visit.close();
  }
}
