const keptMs = 1_000;
const keptMax = 10_000;

/**
 * What was read within the last second: whose a secret is, what a club has set. What ends is forgotten at once by the
 * process that ends it, also where it is being read at that moment; others hold it for a second at most.
 */
export class Recent<T> {
  private readonly kept = new Map<string, { readonly value: T; readonly until: number }>();
  private endings = 0;

  get(id: string, now: Date): T | undefined {
    const known = this.kept.get(id);
    return known !== undefined && known.until > now.getTime() ? known.value : undefined;
  }

  /** Taken before it is read: nothing is kept if anything ends in the meantime. */
  look(now: Date): { keep(id: string, value: T, until?: Date): void } {
    const { endings } = this;
    return {
      keep: (id, value, until) => {
        if (endings !== this.endings) return;
        if (this.kept.size >= keptMax) this.kept.clear();
        this.kept.set(id, { value, until: Math.min(now.getTime() + keptMs, until?.getTime() ?? Infinity) });
      },
    };
  }

  forget(isMeant: (value: T, id: string) => boolean): void {
    this.endings++;
    for (const [id, { value }] of this.kept) if (isMeant(value, id)) this.kept.delete(id);
  }
}
