import type { GetTiersResponse, SetTiersRequest, SetTiersResponse, Tier } from '@vafa/contracts/membership';
import { z } from 'zod';
import { overlay } from '../contract/overlay.ts';
import { seenRevision, text, wholeUpTo } from '../scalars.ts';
import { code } from './clubs.ts';

/** Spend of a period sums many sales: it may pass the most of one. */
const spendMax = 10n ** 18n;

export const tier = overlay<Tier>(
  'vafa.membership.v1.Tier',
  { code: { given: code() }, name: { given: text(80) }, spendFrom: { given: wholeUpTo(spendMax), whole: true } },
  { id: 'Tier' },
);

const ofTier = { tiers: { of: tier } };

export const newTiers = overlay<SetTiersRequest>('vafa.membership.v1.SetTiersRequest', {
  periodDays: { given: z.int().min(1).max(3_660) },
  tiers: { given: true, of: tier, items: [1, 20] },
  revision: seenRevision,
});
export const tiersSet = overlay<SetTiersResponse>('vafa.membership.v1.SetTiersResponse', ofTier, { id: 'TiersAnswer' });
export const tiers = overlay<GetTiersResponse>('vafa.membership.v1.GetTiersResponse', ofTier, { id: 'TiersAnswer' });
