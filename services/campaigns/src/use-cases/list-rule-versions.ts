import { DomainError } from '@vafa/kernel';
import { versionsOf } from '../domain/club-rules.ts';
import type { EarningRule } from '../domain/earning-rule.ts';
import type { FreshRules } from './fresh-rules.ts';

/** Every version of one rule, the newest first, below the version that is named (0: from the newest on). */
export class ListRuleVersions {
  constructor(private readonly rules: FreshRules) {}

  /** Raises `rule_not_found`. */
  async execute(
    clubId: string,
    code: string,
    below: number,
    limit: number,
  ): Promise<{ readonly rules: readonly EarningRule[]; readonly more: boolean }> {
    const all = versionsOf(await this.rules.now(clubId), code);
    if (!all) throw new DomainError('not_found', 'rule_not_found', 'the club has no rule with that code');
    const left = below === 0 ? all : all.filter(({ version }) => version < below);
    return { rules: left.slice(0, limit), more: left.length > limit };
  }
}
