/** What was written and not yet published. */
export interface Unrelayed {
  count(): Promise<number>;
}

export class GetRelayStatus {
  constructor(private readonly outbox: Unrelayed) {}

  execute(): Promise<number> {
    return this.outbox.count();
  }
}
