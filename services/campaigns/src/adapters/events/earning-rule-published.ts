import { encodeEvent, topics } from '@vafa/contracts';
import { CampaignsEvent } from '@vafa/contracts/campaigns-events';
import type { NewEvent } from '@vafa/mongo';
import type { EarningRule } from '../../domain/earning-rule.ts';
import { toEarningRuleMessage } from '../grpc/to-earning-rule-message.ts';

export const earningRulePublished =
  (rule: EarningRule): NewEvent =>
  (place) =>
    encodeEvent(topics.campaigns, CampaignsEvent, place, {
      $case: 'earningRulePublished',
      value: { rule: toEarningRuleMessage(rule) },
    });
