import { codePairs, engineDifferences, refusals } from './lists.ts';
import type { Outcome } from './sides.ts';

const shown = (outcome: Outcome): string => ('value' in outcome ? outcome.value : `error ${String(outcome.code)} ${outcome.message}`).slice(0, 300);

/** Counts cases, and keeps those that are neither alike nor on a list. */
export class Tally {
  cases = 0;
  private same = 0;
  private refused = 0;
  private bothRefused = 0;
  private different = 0;
  private problems: string[] = [];
  private readonly used = new Set<unknown>();

  add(name: string, embedded: Outcome, engine: Outcome, isAlike: boolean): void {
    this.cases++;
    if (isAlike) this.same++;
    else if (this.isRefusal(name, embedded)) this.refused++;
    else if (this.isPair(name, embedded, engine)) this.bothRefused++;
    else if (this.isKnownDifference(name)) this.different++;
    else this.problems.push(`${name}: embedded ${shown(embedded)} | engine ${shown(engine)}`);
  }

  /** Cases that differ since the last asking. */
  takeProblems(): string[] {
    return this.problems.splice(0);
  }

  /** Entries that no case needs any more. */
  unusedEntries(): string[] {
    return [...refusals, ...codePairs, ...engineDifferences].filter((entry) => !this.used.has(entry)).map(({ cases }) => String(cases));
  }

  get text(): string {
    return `differential: ${String(this.cases)} cases, ${String(this.same)} the same, ${String(this.refused)} refused by the embedded database, ${String(this.bothRefused)} refused by both under other codes, ${String(this.different)} where the engine is not as MongoDB`;
  }

  private isRefusal(name: string, embedded: Outcome): boolean {
    const entry = refusals.find(({ cases, code }) => cases.test(name) && 'code' in embedded && embedded.code === code);
    if (entry) this.used.add(entry);
    return entry !== undefined;
  }

  private isPair(name: string, one: Outcome, other: Outcome): boolean {
    const entry = codePairs.find(({ cases, embedded, engine }) => cases.test(name) && 'code' in one && one.code === embedded && 'code' in other && other.code === engine);
    if (entry) this.used.add(entry);
    return entry !== undefined;
  }

  private isKnownDifference(name: string): boolean {
    const entry = engineDifferences.find(({ cases }) => cases.test(name));
    if (entry) this.used.add(entry);
    return entry !== undefined;
  }
}
