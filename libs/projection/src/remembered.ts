import type { Clock } from '@vafa/kernel';
import type { Fact } from './fact.ts';
import { isNewer } from './place.ts';

/** Facts in the memory of this process: they are read with every request and hardly change. */
export class Remembered<S> {
  private readonly facts = new Map<string, { readonly fact: Fact<S>; readonly until: number }>();

  constructor(
    private readonly forMs: number,
    private readonly most: number,
    private readonly clock: Clock,
  ) {}

  get(key: string): Fact<S> | undefined {
    const known = this.facts.get(key);
    return known && known.until > this.now() ? known.fact : undefined;
  }

  /** A fact that was read before a newer one came does not replace it. */
  put(fact: Fact<S>): void {
    const known = this.facts.get(fact.key);
    if (known && isNewer(known.fact.place, fact.place)) return;
    if (this.facts.size >= this.most) this.facts.clear();
    this.facts.set(fact.key, { fact, until: this.now() + this.forMs });
  }

  /** Of a key that somebody asked for; what nobody reads is not worth the memory. */
  renew(fact: Fact<S>): void {
    if (this.facts.has(fact.key)) this.put(fact);
  }

  forget(key: string): void {
    this.facts.delete(key);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
