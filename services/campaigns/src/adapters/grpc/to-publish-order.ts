import type { PublishEarningRuleRequest } from '@vafa/contracts/campaigns';
import { DomainError } from '@vafa/kernel';
import type { PublishOrder } from '../../domain/publish.ts';

/**
 * Only the terms are taken from the rule; id, version and time are the service's own. Raises `invalid_rule`,
 * `key_missing`.
 */
export const toPublishOrder = ({ clubId, key, rule }: PublishEarningRuleRequest): PublishOrder => {
  if (key === '') throw new DomainError('invalid', 'key_missing', 'a publication has a key');
  if (!rule) throw new DomainError('invalid', 'invalid_rule', 'there is no rule in the request', { rule: 'missing' });
  const { code, name, points, perAmount, validFrom, validUntil, minimumTotal, branchIds, skus, enabled } = rule;
  return {
    clubId,
    key,
    terms: { code, name, points, perAmount, validFrom, validUntil, minimumTotal, branchIds, skus, enabled },
  };
};
