import type { Client } from '@vafa/client';
import type { RefusalReport } from '../store/kept-report.ts';
import type { TillStore } from '../store/till-store.ts';
import { isUndecided } from './send-sale.ts';

/** Tells the club of sales that it did not take, so that a shift lead sees them from anywhere. */
export class Refusals {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: TillStore,
    private readonly ask: <T>(question: (api: Client) => Promise<T>) => Promise<T>,
  ) {}

  /** It is told once there is a connection, whatever happens to the page. */
  async tell(body: RefusalReport): Promise<void> {
    await this.inTurn(async () => {
      await this.store.keepReports([...(await this.store.reports()), { key: crypto.randomUUID(), body }]);
    });
    await this.send();
  }

  /** Tells what waits, in its order. */
  send(): Promise<void> {
    return this.inTurn(async () => {
      for (const report of await this.store.reports()) {
        try {
          await this.ask((api) => api.call('reportRefusedSale', report));
        } catch (error) {
          if (isUndecided(error)) return;
        }
        await this.store.keepReports((await this.store.reports()).slice(1));
      }
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.last = this.last.then(work, work);
    return this.last;
  }
}
