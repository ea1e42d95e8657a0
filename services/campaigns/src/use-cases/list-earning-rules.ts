import { currentRules } from '../domain/club-rules.ts';
import type { EarningRule } from '../domain/earning-rule.ts';
import type { FreshRules } from './fresh-rules.ts';

/** The newest version of every rule of a club, by code, as of now. */
export class ListEarningRules {
  constructor(private readonly rules: FreshRules) {}

  /** At most `size` rules whose code follows `after`. */
  async execute(clubId: string, after: string, size: number): Promise<{ rules: EarningRule[]; more: boolean }> {
    const following = currentRules(await this.rules.now(clubId)).filter((rule) => rule.code > after);
    return { rules: following.slice(0, size), more: following.length > size };
  }
}
