import { derivedId, DomainError } from '@vafa/kernel';
import { withPublications, type ClubRules, type Publication } from './club-rules.ts';
import { holdsFrom, sameTerms, type EarningRule, type RuleTerms } from './earning-rule.ts';
import { idPrefixes } from './ids.ts';

export interface PublishOrder {
  readonly clubId: string;
  readonly key: string;
  readonly terms: RuleTerms;
  /** The newest version that was seen; 0 or absent: whatever it is now. */
  readonly seen?: number;
}

export type PublishDecision = { readonly repeated: Publication } | { readonly next: Publication };

const nextOf = (club: ClubRules, { clubId, key, terms }: PublishOrder, now: Date): Publication => {
  const id = derivedId(idPrefixes.rule, `${clubId}/${terms.code}`);
  const revision = club.revision + 1;
  const rule: EarningRule = {
    ...terms,
    id,
    clubId,
    version: (club.rules.get(id)?.[0].rule.version ?? 0) + 1,
    publishedAt: now,
    holdsFrom: holdsFrom({ validFrom: terms.validFrom, publishedAt: now }, revision),
  };
  return { revision, key, rule };
};

/** The club's rules as if these terms were published now, and the rule that they would make. Terms must be checked. */
export const tried = (
  club: ClubRules,
  order: Omit<PublishOrder, 'key'>,
  now: Date,
): { readonly club: ClubRules; readonly rule: EarningRule } => {
  const next = nextOf(club, { ...order, key: '' }, now);
  return { club: withPublications(club, [next]), rule: next.rule };
};

/**
 * The next version of the rule with that code, or what the key has published already. Terms must be checked. Raises
 * `key_reused`, `rule_changed`.
 */
export const publish = (club: ClubRules, order: PublishOrder, now: Date): PublishDecision => {
  const known = club.publications.get(order.key);
  if (known) {
    if (sameTerms(known.rule, order.terms)) return { repeated: known };
    throw new DomainError('conflict', 'key_reused', 'this key has published something else');
  }
  const next = nextOf(club, order, now);
  const newest = next.rule.version - 1;
  const { seen = 0 } = order;
  if (seen !== 0 && seen !== newest)
    throw new DomainError('conflict', 'rule_changed', 'a version was published that was not seen', {
      version: String(newest),
    });
  return { next };
};
