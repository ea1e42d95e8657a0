import type { CampaignsServiceService } from '@vafa/contracts/campaigns';
import type { Client } from '@vafa/grpc';
import { DomainError } from '@vafa/kernel';
import type { Adjudication } from '../../domain/session.ts';
import type { Campaigns, PricedBasket } from '../../use-cases/campaigns.ts';

/** Fewer than campaigns takes, so that baskets of many lines stay within one message. */
const basketsPerCall = 500;

const toMessage = ({ pinned = [], lines, ...basket }: PricedBasket) => ({
  ...basket,
  lines: lines.map((line) => ({ ...line })),
  pinned: pinned.map(({ ruleId, ruleVersion }) => ({ ruleId, version: ruleVersion })),
});

export class GrpcCampaigns implements Campaigns {
  constructor(private readonly campaigns: Pick<Client<typeof CampaignsServiceService>, 'adjudicate'>) {}

  async adjudicate(clubId: string, baskets: readonly PricedBasket[]): Promise<readonly Adjudication[]> {
    const calls = Array.from({ length: Math.ceil(baskets.length / basketsPerCall) }, (_, place) => baskets.slice(place * basketsPerCall, (place + 1) * basketsPerCall));
    const answers = await Promise.all(calls.map((slice) => this.campaigns.adjudicate({ clubId, baskets: slice.map(toMessage) })));
    const adjudications = answers.flatMap((answer) => answer.adjudications);
    if (adjudications.length !== baskets.length) throw new DomainError('internal', 'adjudications_missing', 'campaigns answered for another number of baskets');
    return adjudications;
  }
}
