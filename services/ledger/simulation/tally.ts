import { isDomainError } from '@vafa/kernel';

/** Something that must not be. `check` names what found it. */
export interface Flaw {
  readonly check: string;
  readonly detail: string;
}

const keptMax = 20;

const counted = (counts: Map<string, number>, name: string, more = 1): void =>
  void counts.set(name, (counts.get(name) ?? 0) + more);

/** What a simulation counts while it runs. */
export class Tally {
  operations = 0;
  acknowledged = 0;
  accepted = 0;
  retries = 0;
  repeats = 0;
  reads = 0;
  moments = 0;
  arrived = 0;
  returned = 0;
  conflicts = 0;
  crashes = 0;
  lost = 0;
  doubled = 0;
  commits = 0;
  entries = 0;
  events = 0;
  readonly asked = new Map<string, number>();
  readonly acceptedOf = new Map<string, number>();
  readonly refusals = new Map<string, number>();
  readonly faults = new Map<string, number>();
  readonly crashPoints = new Map<string, number>();
  readonly checks = new Map<string, number>();
  /** What is odd and not wrong by the documentation. */
  readonly notes = new Map<string, number>();
  /** The first of them. */
  readonly flaws: Flaw[] = [];

  fault(kind: string): void {
    counted(this.faults, kind);
  }

  crash(point: string): void {
    this.crashes++;
    counted(this.crashPoints, point);
  }

  note(kind: string): void {
    counted(this.notes, kind);
  }

  outcome(verb: string, refusal: string | undefined): void {
    this.acknowledged++;
    counted(this.asked, verb);
    if (refusal === undefined) {
      this.accepted++;
      counted(this.acceptedOf, verb);
    } else counted(this.refusals, refusal);
  }

  flaw(check: string, detail: string): void {
    counted(this.checks, check);
    if (check === 'lost') this.lost++;
    if (check === 'doubled') this.doubled++;
    if (this.flaws.length < keptMax) this.flaws.push({ check, detail });
  }

  /** Of what may fail while nothing is wrong, the database's silence is all there is (I12). */
  failure(error: unknown, where: string): void {
    const isExpected = isDomainError(error) && (error.kind === 'unavailable' || error.kind === 'conflict');
    if (!isExpected) this.flaw('unexpected error', `${where}: ${String(error)}`);
  }

  get found(): number {
    return [...this.checks.values()].reduce((sum, count) => sum + count, 0);
  }
}
