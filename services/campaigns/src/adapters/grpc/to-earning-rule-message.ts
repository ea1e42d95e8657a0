import type { EarningRule as EarningRuleMessage } from '@vafa/contracts/campaigns';
import type { EarningRule } from '../../domain/earning-rule.ts';

export const toEarningRuleMessage = (rule: EarningRule): EarningRuleMessage => ({
  ...rule,
  branchIds: [...rule.branchIds],
  skus: [...rule.skus],
});
