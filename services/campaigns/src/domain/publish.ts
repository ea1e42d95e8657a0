import { derivedId, DomainError } from '@vafa/kernel';
import type { ClubRules, Publication } from './club-rules.ts';
import { holdsFrom, sameTerms, type RuleTerms } from './earning-rule.ts';
import { idPrefixes } from './ids.ts';

export interface PublishOrder {
  readonly clubId: string;
  readonly key: string;
  readonly terms: RuleTerms;
}

export type PublishDecision = { readonly repeated: Publication } | { readonly next: Publication };

/**
 * The next version of the rule with that code, or what the key has published already. Terms must be checked. Raises
 * `key_reused`.
 */
export const publish = (club: ClubRules, order: PublishOrder, now: Date): PublishDecision => {
  const known = club.publications.get(order.key);
  if (known) {
    if (sameTerms(known.rule, order.terms)) return { repeated: known };
    throw new DomainError('conflict', 'key_reused', 'this key has published something else');
  }
  const id = derivedId(idPrefixes.rule, `${order.clubId}/${order.terms.code}`);
  const newest = club.rules.get(id)?.[0].rule;
  const revision = club.revision + 1;
  const rule = {
    ...order.terms,
    id,
    clubId: order.clubId,
    version: (newest?.version ?? 0) + 1,
    publishedAt: now,
    holdsFrom: holdsFrom({ validFrom: order.terms.validFrom, publishedAt: now }, revision),
  };
  return { next: { revision, key: order.key, rule } };
};
