/** Units of one lot; `expiresAt` is Infinity where they never expire. */
export interface Units {
  readonly lot: string;
  readonly amount: bigint;
  readonly expiresAt: number;
}

export interface ModelLot {
  readonly id: string;
  amount: bigint;
  readonly expiresAt: number;
  /** Infinity once it is active. */
  readonly activeAt: number;
  /** Tells the older of two that tie. */
  readonly since: number;
}

export const ever = 'never';

const order = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

const sum = (lots: Iterable<ModelLot>): bigint => {
  let total = 0n;
  for (const lot of lots) total += lot.amount;
  return total;
};

/** The lots of an account and its debt, kept as plainly as possible: sorted whenever an order is asked for. */
export class ModelLots {
  readonly active = new Map<string, ModelLot>();
  readonly pending = new Map<string, ModelLot>();
  debt = 0n;
  private made = 0;

  constructor(private readonly onOddMerge: () => void) {}

  get available(): bigint {
    return sum(this.active.values()) - this.debt;
  }

  get awaiting(): bigint {
    return sum(this.pending.values());
  }

  /** Earliest expiry first, what never expires last, then the oldest. */
  spendable(): ModelLot[] {
    return [...this.active.values()].sort((a, b) => order(a.expiresAt, b.expiresAt) || a.since - b.since);
  }

  nextToActivate(): ModelLot | undefined {
    return [...this.pending.values()].sort((a, b) => order(a.activeAt, b.activeAt) || a.since - b.since)[0];
  }

  nextToExpire(): ModelLot | undefined {
    const [first] = this.spendable();
    return first && first.expiresAt < Infinity ? first : undefined;
  }

  nextMoment(): number {
    return Math.min(this.nextToActivate()?.activeAt ?? Infinity, this.nextToExpire()?.expiresAt ?? Infinity);
  }

  /** As much of an amount as these lots have. */
  take(amount: bigint, from = this.spendable()): { readonly units: Units[]; readonly short: bigint } {
    let short = amount;
    const units: Units[] = [];
    for (const lot of from) {
      const part = lot.amount < short ? lot.amount : short;
      if (part === 0n) continue;
      short -= part;
      units.push({ lot: lot.id, amount: part, expiresAt: lot.expiresAt });
      this.reduce(this.active, lot, part);
    }
    return { units, short };
  }

  /** What comes in pays the debt first. */
  put(units: readonly Units[]): void {
    for (const { lot, amount, expiresAt } of units) {
      const paid = amount < this.debt ? amount : this.debt;
      this.debt -= paid;
      if (amount > paid) this.add(this.active, lot, amount - paid, expiresAt, Infinity);
    }
  }

  /** What a hold had comes back; the last of it pays the debt. */
  putBack(units: readonly Units[]): void {
    const left: Units[] = [];
    for (const each of units.toReversed()) {
      const paid = each.amount < this.debt ? each.amount : this.debt;
      this.debt -= paid;
      left.unshift({ ...each, amount: each.amount - paid });
    }
    this.put(left.filter(({ amount }) => amount > 0n));
  }

  wait(lot: string, amount: bigint, activeAt: number, expiresAt: number): void {
    this.add(this.pending, lot, amount, expiresAt, activeAt);
  }

  /** Takes from a pending lot what it has of an amount. */
  unwait(lot: string, amount: bigint): bigint {
    const known = this.pending.get(lot);
    if (!known) return 0n;
    const part = known.amount < amount ? known.amount : amount;
    this.reduce(this.pending, known, part);
    return part;
  }

  /** Another expiry for a lot, wherever it is; it is then the youngest of those that tie. */
  extend(id: string, expiresAt: number): void {
    for (const place of [this.active, this.pending]) {
      const known = place.get(id);
      if (!known) continue;
      place.delete(id);
      place.set(id, { ...known, expiresAt, since: ++this.made });
    }
  }

  private add(place: Map<string, ModelLot>, id: string, amount: bigint, expiresAt: number, activeAt: number): void {
    const known = place.get(id);
    if (known) {
      // A lot has one expiry: units that come into it take that of those which are there.
      if (known.expiresAt !== expiresAt) this.onOddMerge();
      known.amount += amount;
    } else place.set(id, { id, amount, expiresAt, activeAt, since: ++this.made });
  }

  private reduce(place: Map<string, ModelLot>, lot: ModelLot, amount: bigint): void {
    lot.amount -= amount;
    if (lot.amount === 0n) place.delete(lot.id);
  }
}

/** The first units of a list up to an amount, and the others. */
export const parted = (
  units: readonly Units[],
  amount: bigint,
): { readonly first: Units[]; readonly rest: Units[] } => {
  let left = amount;
  const first: Units[] = [];
  const rest: Units[] = [];
  for (const each of units) {
    const part = each.amount < left ? each.amount : left;
    left -= part;
    if (part > 0n) first.push({ ...each, amount: part });
    if (part < each.amount) rest.push({ ...each, amount: each.amount - part });
  }
  return { first, rest };
};

/** Units whose lot has expired since they left live until the end of the grace. */
export const gracious = (units: readonly Units[], at: number, graceUntil: Date | undefined): readonly Units[] => {
  const until = graceUntil?.getTime() ?? 0;
  return units.map((each) => (each.expiresAt <= at && until > at ? { ...each, expiresAt: until } : each));
};
