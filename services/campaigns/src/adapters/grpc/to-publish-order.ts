import type { EarningRule, PublishEarningRuleRequest } from '@vafa/contracts/campaigns';
import { DomainError } from '@vafa/kernel';
import type { RuleTerms } from '../../domain/earning-rule.ts';
import type { PublishOrder } from '../../domain/publish.ts';

/** Only the terms are taken from a rule that is sent; id, version and time are the service's own. */
export const toTerms = ({
  code,
  name,
  points,
  perAmount,
  validFrom,
  validUntil,
  minimumTotal,
  branchIds,
  skus,
  enabled,
}: EarningRule): RuleTerms => ({
  code,
  name,
  points,
  perAmount,
  validFrom,
  validUntil,
  minimumTotal,
  branchIds,
  skus,
  enabled,
});

/** Raises `invalid_rule`, `key_missing`. */
export const toPublishOrder = ({ clubId, key, rule }: PublishEarningRuleRequest): PublishOrder => {
  if (key === '') throw new DomainError('invalid', 'key_missing', 'a publication has a key');
  if (!rule) throw new DomainError('invalid', 'invalid_rule', 'there is no rule in the request', { rule: 'missing' });
  return { clubId, key, terms: toTerms(rule), seen: rule.version };
};
