import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as driver, type Browser, type BrowserContext, type Page, type Request } from 'playwright-core';

export const languages = ['fa', 'en'] as const;
export const themes = ['light', 'dark'] as const;
export const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

export interface Look {
  readonly language: (typeof languages)[number];
  readonly theme: (typeof themes)[number];
  readonly size: keyof typeof sizes;
  readonly contrast?: 'more';
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The browser that npm brought, or the one that CHROMIUM_PATH names. */
export const openBrowser = async (): Promise<Browser> =>
  driver.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (await chromium.executablePath()),
    // Its own arguments are for a place where one process must do; pages are judged as in a browser at home.
    // No other machine can be reached. It is not a route of the driver's that sees to it: one would turn the cache off.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
    headless: true,
  });

/** For what comes at all: a busy machine must not fail a page. */
const patienceMs = 180_000;

/** Times two frames in which a page asks for nothing: then it is settled. */
const quietFrames = 3;

/** False of a page that went on to another address, as the club does that is the only one; else raises the error. */
const isElsewhere = (error: unknown): false => {
  if (error instanceof Error && error.message.includes('context was destroyed')) return false;
  throw error;
};

interface Axe {
  run(
    within: { readonly include: readonly string[]; readonly exclude: readonly string[] },
    options: object,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly help: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }[];
  }>;
}

/** A window on the pages of one club. It notes what a page must not do: ask another host, or fail. */
export class Visit {
  /** Requests to other hosts, errors of scripts, refusals of the policy, and lines on the console that are errors. */
  readonly faults: string[] = [];
  /** Requests that have no answer yet, but for streams of events, which have no end. */
  private readonly asked = new Set<Request>();

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
    private readonly others: readonly string[],
  ) {}

  /**
   * `keeps`: pages may have themselves kept for when there is no network. `others`: origins that a test means, beside
   * that of the club.
   */
  static async open(
    browser: Browser,
    origin: string,
    look: Look,
    keeps?: 'keeps',
    others: readonly string[] = [],
  ): Promise<Visit> {
    const context = await browser.newContext({
      viewport: sizes[look.size],
      colorScheme: look.theme,
      contrast: look.contrast ?? 'no-preference',
      reducedMotion: 'reduce',
      locale: look.language === 'fa' ? 'fa-IR' : 'en-GB',
      timezoneId: 'Asia/Tehran',
      serviceWorkers: keeps === undefined ? 'block' : 'allow',
    });
    context.setDefaultTimeout(patienceMs);
    const visit = new Visit(context, await context.newPage(), origin, others);
    visit.watch();
    return visit;
  }

  private watch(): void {
    this.context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && ![this.origin, ...this.others].includes(url.origin))
        this.faults.push(`asked another host: ${request.url()}`);
    });
    this.page.on('request', (request) => {
      const isFollowed = request.resourceType() === 'eventsource' || request.url().includes('/v1/events/live');
      if (!isFollowed) this.asked.add(request);
    });
    for (const end of ['requestfinished', 'requestfailed'] as const)
      this.page.on(end as 'requestfinished', (request: Request) => this.asked.delete(request));
    this.page.on('pageerror', (error) => this.faults.push(`error of a script: ${error.message}`));
    this.page.on('console', (message) => {
      if (message.type() !== 'error') return;
      // The browser itself tells of every answer that is none of success; asking who has signed in is not a fault.
      if (message.text().includes('401') && message.location().url.endsWith('/v1/sign-in')) return;
      // Nor is what was followed and is left, or comes back.
      if (message.location().url.includes('/v1/events/live')) return;
      // Nor is coming from a provider that sent nobody.
      if (message.text().includes('401') && message.location().url.endsWith('/v1/sign-in/provider-answers')) return;
      // Nor is asking for the only club where there is none, or are several.
      if (message.text().includes('404') && message.location().url.endsWith('/v1/brand')) return;
      this.faults.push(`error on the console: ${message.text()}`);
    });
  }

  /**
   * Signs in without the page: the cookie is what all pages of this window have from now on. `club`: the code of the
   * one that is shown, where the person may see several.
   */
  async signIn(username: string, password: string, club?: string): Promise<void> {
    const answer = await this.context.request.post(`${this.origin}/v1/sign-in`, { data: { username, password } });
    if (!answer.ok()) throw new Error(`${username} was not signed in: ${await answer.text()}`);
    if (club !== undefined) await this.page.addInitScript((code) => localStorage.setItem('vafa.club', code), club);
  }

  /** Goes to an address of the club and waits until its fonts are there and nothing is loading. */
  async goTo(address: string, look: Look): Promise<void> {
    const join = address.includes('?') ? '&' : '?';
    const contrast = look.contrast === undefined ? '' : `&contrast=${look.contrast}`;
    await this.page.goto(`${this.origin}${address}${join}lang=${look.language}&theme=${look.theme}${contrast}`);
    await this.page.locator('h1').first().waitFor();
    await this.settled();
    await this.page.evaluate('document.fonts.ready.then(() => undefined)');
  }

  /**
   * Waits until the page asks for nothing more: what it draws after an answer may ask again, so nothing may be asked
   * over several frames. Frames come as the page finds time for them, so a busy machine only makes this longer.
   */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < quietFrames; quiet++) {
      const isHere = await this.drawn().then(() => true, isElsewhere);
      if (!isHere) await this.page.locator('h1').first().waitFor();
      if (!isHere || this.asked.size > 0) quiet = -1;
    }
  }

  /** Two frames: what listens to the window has drawn. */
  private async drawn(): Promise<void> {
    await this.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  }

  /** Gives the page another look where it stands. What is not named is as usual; the size stays. */
  async turn({ theme = 'light', contrast, size }: Partial<Look>): Promise<void> {
    if (size !== undefined) await this.page.setViewportSize(sizes[size]);
    const shown = JSON.stringify({ theme, contrast: contrast ?? 'usual' });
    await this.page.evaluate(`Object.assign(document.documentElement.dataset, ${shown})`);
    await this.drawn();
  }

  /**
   * What an accessibility checker finds against WCAG 2.2 A and AA and its own best practice. While a part lies over the
   * page the rest is hidden from readers, and only that part, named by a selector, is looked at.
   */
  violations(within = 'html'): Promise<string[]> {
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return this.found(within, { type: 'tag', values });
  }

  /** What the checker finds of colours alone: of a page judged before, all that another theme can change. */
  violationsOfColour(within = 'html'): Promise<string[]> {
    return this.found(within, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
  }

  private async found(within: string, runOnly: object): Promise<string[]> {
    if (!(await this.page.evaluate('"axe" in globalThis'))) await this.page.evaluate(axeSource);
    const { violations } = await this.page.evaluate(
      ([selector, rules]) => {
        const { axe } = globalThis as unknown as { axe: Axe };
        // What React Aria said a moment ago may name a button that is gone with its dialog.
        const place = { include: [selector], exclude: ['[data-live-announcer]'] };
        return axe.run(place, { runOnly: rules, resultTypes: ['violations'] });
      },
      [within, runOnly] as const,
    );
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary}`),
    );
  }

  /** How far the page can be pushed sideways, in pixels; a page that fits cannot be. */
  sideways(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  /** What a test brings about is told on the console by the browser itself: that is no fault of the page. */
  forgive(told: RegExp): void {
    this.faults.splice(0, this.faults.length, ...this.faults.filter((fault) => !told.test(fault)));
  }

  /** Answers that a test expects to be refused are no faults of the page. */
  forgiveRefusals(): void {
    this.forgive(/Failed to load resource/);
  }

  async setOffline(isOffline: boolean): Promise<void> {
    await this.context.setOffline(isOffline);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
