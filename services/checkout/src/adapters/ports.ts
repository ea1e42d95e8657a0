import type { CampaignsServiceService } from '@vafa/contracts/campaigns';
import type { LedgerServiceService } from '@vafa/contracts/ledger';
import type { Client } from '@vafa/grpc';
import type { Clock } from '@vafa/kernel';
import { GrpcCampaigns } from './campaigns/grpc-campaigns.ts';
import { sha256 } from './crypto/sha-256.ts';
import { GrpcPointsLedger } from './ledger/grpc-points-ledger.ts';
import { keepClubs } from './membership/keep-clubs.ts';
import type { MembershipClient } from './membership/membership-facts.ts';
import type { Catalogues, Goods } from '../use-cases/goods.ts';
import { goodsFreshAloneMs, KnownGoods } from '../use-cases/known-goods.ts';
import type { modelsOf } from './mongo/models.ts';
import type { Stores } from './mongo/stores.ts';

interface Catalogue {
  readonly goods: Goods;
  readonly catalogues: Catalogues;
}

export interface Neighbours {
  readonly membership: MembershipClient;
  readonly campaigns: Pick<Client<typeof CampaignsServiceService>, 'adjudicate'>;
  readonly ledger: Pick<Client<typeof LedgerServiceService>, 'post' | 'getOutcomes'>;
}

/** What clubs sell, as fresh as other processes need. */
export const knowGoods = ({ goods, catalogues }: Catalogue, alone: boolean, clock: Clock): KnownGoods =>
  new KnownGoods(goods, catalogues, clock, alone ? goodsFreshAloneMs : undefined);

/** What the use cases ask for, and what keeps clubs, branches and members up to date. */
export const portsOf = (
  stores: Stores,
  goods: KnownGoods,
  facts: ReturnType<typeof modelsOf>['facts'],
  { membership, campaigns, ledger }: Neighbours,
  clock: Clock,
) => {
  const { clubs, subscription } = keepClubs(facts, membership, clock);
  const neighbours = { campaigns: new GrpcCampaigns(campaigns), ledger: new GrpcPointsLedger(ledger) };
  return { ports: { ...stores, ...neighbours, clubs, goods, digest: sha256, clock }, subscription };
};
