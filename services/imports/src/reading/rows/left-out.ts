/** Counts rows that are left out, by why. */
export class LeftOut {
  private readonly counts = new Map<string, number>();

  add(why: string): 'left_out' {
    this.counts.set(why, (this.counts.get(why) ?? 0) + 1);
    return 'left_out';
  }

  all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }
}
