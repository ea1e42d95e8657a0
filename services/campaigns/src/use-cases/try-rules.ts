import type { Clock } from '@vafa/kernel';
import { adjudicate, type Adjudication } from '../domain/adjudicate.ts';
import type { Basket } from '../domain/basket.ts';
import { checkTerms } from '../domain/check-terms.ts';
import type { EarningRule, RuleTerms } from '../domain/earning-rule.ts';
import { tried } from '../domain/publish.ts';
import type { FreshRules } from './fresh-rules.ts';

export interface Trial {
  readonly clubId: string;
  /** Undefined: now. */
  readonly at: Date | undefined;
  readonly basket: Omit<Basket, 'at'>;
  /** Of the rule that is tried; undefined: none. */
  readonly terms: RuleTerms | undefined;
}

export interface Tried {
  readonly now: Adjudication;
  readonly then: Adjudication;
  readonly rule: EarningRule | undefined;
}

/** What a basket would get, before and after a publication that does not take place. Changes nothing. */
export class TryRules {
  constructor(
    private readonly rules: FreshRules,
    private readonly clock: Clock,
  ) {}

  /** Raises `invalid_rule`, `invalid_basket`. */
  async execute({ clubId, at, basket, terms }: Trial): Promise<Tried> {
    const moment = this.clock.now();
    const club = await this.rules.now(clubId);
    const asked = { ...basket, at: at ?? moment };
    const now = adjudicate(club, asked);
    if (!terms) return { now, then: now, rule: undefined };
    const { club: then, rule } = tried(club, { clubId, terms: checkTerms(terms) }, moment);
    return { now, then: adjudicate(then, asked), rule };
  }
}
