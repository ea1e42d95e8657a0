/** A member and what they have. */
export interface Ranked {
  readonly memberId: string;
  readonly outstanding: bigint;
}

const slack = 10_000;

/** The members with the most units, those that tie with the last one included. Members with nothing are not ranked. */
export class Ranking {
  private members: Ranked[] = [];

  constructor(private readonly size: number) {}

  add(member: Ranked): void {
    if (member.outstanding <= 0n) return;
    this.members.push(member);
    if (this.members.length > 2 * this.size + slack) this.members = this.best();
  }

  /** Most first, then by member id. */
  best(): Ranked[] {
    const sorted = this.members.sort((a, b) =>
      a.outstanding === b.outstanding ? (a.memberId < b.memberId ? -1 : 1) : a.outstanding > b.outstanding ? -1 : 1,
    );
    const last = sorted[this.size - 1];
    return last
      ? sorted.filter((member, index) => index < this.size || member.outstanding === last.outstanding)
      : sorted.slice(0, this.size);
  }
}
