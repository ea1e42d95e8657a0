import type { Page, Route } from 'playwright-core';

interface Held {
  readonly method: string;
  readonly address: string;
  /** Lets it through, or loses its answer once the club has done it. */
  readonly end: (how?: 'answered' | 'lost') => Promise<void>;
}

/** Requests of a page that wait on their way until a test lets them go, as on a slow network. */
export class HeldAnswers {
  private readonly held: Held[] = [];
  private readonly waiting: ((held: Held) => void)[] = [];

  private constructor(
    private readonly page: Page,
    private readonly place: string | RegExp,
  ) {}

  static async of(page: Page, place: string | RegExp, method: string): Promise<HeldAnswers> {
    const answers = new HeldAnswers(page, place);
    await page.route(place, (route) => (route.request().method() === method ? answers.hold(route) : route.fallback()));
    return answers;
  }

  /** The next request, as soon as it is there. */
  next(): Promise<Held> {
    const first = this.held.shift();
    return first === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(first);
  }

  /** How many wait and were not taken by `next`. */
  get size(): number {
    return this.held.length;
  }

  /** From now on nothing is held. */
  async stop(): Promise<void> {
    await this.page.unroute(this.place);
    for (const { end } of this.held.splice(0)) await end();
  }

  private hold(route: Route): void {
    const request = route.request();
    const held: Held = {
      method: request.method(),
      address: request.url(),
      end: async (how = 'answered') => {
        if (how === 'answered') return route.continue();
        await route.fetch();
        await route.abort();
      },
    };
    const taker = this.waiting.shift();
    if (taker === undefined) this.held.push(held);
    else taker(held);
  }
}
