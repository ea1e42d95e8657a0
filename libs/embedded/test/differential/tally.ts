import { createHash } from 'node:crypto';
import { codePairs, engineDifferences, refusals } from './lists.ts';
import { alike, type Outcome } from './outcome.ts';

const lengthShown = 160;
const shown = (outcome: Outcome): string =>
  ('value' in outcome ? outcome.value : `error ${String(outcome.code)} ${outcome.message}`).slice(0, 2400);

/** Long answers are kept by their beginning and what tells the whole of them. */
const kept = (outcome: Outcome): string => {
  if ('code' in outcome) return `error ${String(outcome.code)}`;
  const { value } = outcome;
  return value.length <= lengthShown
    ? value
    : `${value.slice(0, lengthShown)}… ${createHash('sha256').update(value).digest('hex').slice(0, 16)}`;
};

/** Counts cases, and keeps those that are neither alike nor on a list. */
export class Tally {
  cases = 0;
  private same = 0;
  private refused = 0;
  private bothRefused = 0;
  private different = 0;
  private problems: string[] = [];
  private readonly used = new Set<unknown>();
  private readonly answers = new Map<string, Set<string>>();

  /** @param isReference the engine is MongoDB itself, from which nothing but a refusal may differ */
  constructor(private readonly isReference: boolean) {}

  add(name: string, variant: string, embedded: Outcome, engine: Outcome): void {
    this.cases++;
    if (alike(embedded, engine)) this.same++;
    else if (this.isRefusal(name, embedded)) this.refused++;
    else if (this.isPair(name, embedded, engine)) this.bothRefused++;
    else if (this.isKnownDifference(name, embedded)) this.different++;
    else this.problems.push(`${name}, ${variant}: embedded ${shown(embedded)} | engine ${shown(engine)}`);
  }

  /** Cases that differ since the last asking. */
  takeProblems(): string[] {
    return this.problems.splice(0);
  }

  /**
   * What the embedded database answered where the engine is not as MongoDB: for a person to hold against MongoDB's
   * documentation.
   */
  get answersOfItsOwn(): Record<string, string> {
    return Object.fromEntries(
      [...this.answers]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, answers]) => [name, [...answers].join(' or ')]),
    );
  }

  /** Entries that no case needs any more. */
  unusedEntries(): string[] {
    return [...refusals, ...codePairs, ...engineDifferences]
      .filter((entry) => !this.used.has(entry))
      .map(({ cases }) => String(cases));
  }

  get text(): string {
    return `${String(this.cases)} cases, ${String(this.same)} the same, ${String(this.refused)} refused by the embedded database, ${String(this.bothRefused)} refused by both under other codes, ${String(this.different)} where the engine is not as MongoDB`;
  }

  private isRefusal(name: string, embedded: Outcome): boolean {
    const entry = refusals.find(
      ({ cases, code, names }) =>
        cases.test(name) && 'code' in embedded && embedded.code === code && embedded.message.includes(names),
    );
    if (entry) this.used.add(entry);
    return entry !== undefined;
  }

  private isPair(name: string, one: Outcome, other: Outcome): boolean {
    if (this.isReference) return false;
    const entry = codePairs.find(
      ({ cases, embedded, engine }) =>
        cases.test(name) && 'code' in one && one.code === embedded && 'code' in other && other.code === engine,
    );
    if (entry) this.used.add(entry);
    return entry !== undefined;
  }

  private isKnownDifference(name: string, embedded: Outcome): boolean {
    if (this.isReference) return false;
    const entry = engineDifferences.find(
      ({ cases, code }) => cases.test(name) && (code === undefined || ('code' in embedded && embedded.code === code)),
    );
    if (entry === undefined) return false;
    this.used.add(entry);
    this.answers.set(name, (this.answers.get(name) ?? new Set()).add(kept(embedded)));
    return true;
  }
}
