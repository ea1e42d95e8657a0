import type { Outbox } from '@vafa/events';

/** How many events of the service wait to be published. */
export class Unrelayed {
  constructor(private readonly outbox: Pick<Outbox, 'count'>) {}

  count(): Promise<number> {
    return this.outbox.count();
  }
}
