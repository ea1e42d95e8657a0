import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { sizes, Visit, type Look } from './browser.ts';

export const nameOf = ({ language, theme, size }: Look): string => `${language}-${theme}-${size}`;

/** Beyond this a page is pictured in the window as it is: a browser draws no taller one. */
const heightMax = 12_000;

interface AlbumOptions {
  readonly folder: string;
  /** A part of the names of the pictures that are wished for; empty: all. */
  readonly only: string;
  readonly onPicture: () => void;
}

/** Pages of one look, in one window. */
export class Album {
  constructor(
    readonly visit: Visit,
    readonly look: Look,
    private readonly options: AlbumOptions,
  ) {}

  static async open(browser: Browser, origin: string, look: Look, options: AlbumOptions): Promise<Album> {
    return new Album(await Visit.open(browser, origin, look), look, options);
  }

  get name(): string {
    return nameOf(this.look);
  }

  isWished(...states: readonly string[]): boolean {
    return states.some((state) => state.includes(this.options.only));
  }

  /**
   * The whole page, in a window that is as tall: what sticks to an edge is at the page's own. A dialog is centred in
   * the window, so that a page under one is pictured in a window of the usual size.
   */
  async shoot(state: string): Promise<void> {
    if (!this.isWished(state)) return;
    const { page } = this.visit;
    const isCovered = (await page.locator(':is([role=dialog], [role=alertdialog]):visible').count()) > 0;
    const usual = page.viewportSize() ?? sizes[this.look.size];
    await page.evaluate('scrollTo(0, 0)');
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    const isTall = !isCovered && height > usual.height && height < heightMax;
    if (isTall) await page.setViewportSize({ width: usual.width, height });
    await page.screenshot({ path: join(this.options.folder, `${state}-${this.name}.png`), fullPage: !isCovered });
    if (isTall) await page.setViewportSize(usual);
    this.options.onPicture();
  }

  /** A page and its picture, named after its address. */
  async take(address: string, state: string): Promise<void> {
    const name = `${address.slice(1).replaceAll(/[/?=&]/g, '-')}${state}`;
    if (!this.isWished(name)) return;
    await this.visit.goTo(address, this.look);
    await this.shoot(name);
  }

  async close(): Promise<void> {
    for (const fault of this.visit.faults) console.error(fault);
    await this.visit.close();
  }
}
