import { basket, clubWith } from '../../../services/campaigns/test/rules.ts';
import { adjudicate } from '../../../services/campaigns/src/domain/adjudicate.ts';
import { currentRules } from '../../../services/campaigns/src/domain/club-rules.ts';
import type { RuleTerms } from '../../../services/campaigns/src/domain/earning-rule.ts';
import { differs, none, type Effect, type Rows } from './walked-fields.ts';

const given = (terms: Partial<RuleTerms>): Effect =>
  differs((changed) => adjudicate(clubWith(changed ? terms : {}), basket()).effects);

/** Before and after the basket's moment. */
const [earlier, later] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z')];

export const ruleSettings: Rows = {
  id: none('made of the club and the code'),
  club_id: none('whose rule it is'),
  code: given({ code: 'other' }),
  name: differs((changed) => currentRules(clubWith({ name: changed ? 'One' : 'Another' })).map(({ name }) => name)),
  version: none('the service counts it'),
  points: given({ points: 2n }),
  per_amount: given({ perAmount: 200n }),
  valid_from: given({ validFrom: later }),
  valid_until: given({ validUntil: earlier }),
  minimum_total: given({ minimumTotal: 1_000_000n }),
  branch_ids: given({ branchIds: ['brn_elsewhere'] }),
  skus: given({ skus: ['tea'] }),
  published_at: none('when the service took it'),
  enabled: given({ enabled: false }),
  holds_from: none('follows from valid_from and the publication'),
};
