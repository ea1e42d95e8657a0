import { CampaignsServiceService } from '@vafa/contracts/campaigns';
import { CheckoutServiceService } from '@vafa/contracts/checkout';
import { FeedbackServiceService } from '@vafa/contracts/feedback';
import { ImportsServiceService } from '@vafa/contracts/imports';
import { LedgerBooksServiceService, LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { PromotionsServiceService } from '@vafa/contracts/promotions';
import { RewardsServiceService } from '@vafa/contracts/rewards';
import { connectGrpc, connectServerStreams, type Address, type Identity } from '@vafa/grpc';
import { serviceNames, type OtherServices, type ServiceName } from './services.ts';

export type ServiceUrls = Readonly<Record<ServiceName, Address>>;

export interface ConnectedServices {
  readonly services: OtherServices;
  /** True when the service answers that it is serving. */
  isServing(name: ServiceName): Promise<boolean>;
  close(): void;
}

const healthDeadlineMs = 2_000;
const serving = 1;

/** grpc.health.v1: an empty request asks for the server as a whole; the answer is one enum in field 1. */
const health = {
  check: {
    path: '/grpc.health.v1.Health/Check',
    requestSerialize: (_request: object) => Buffer.alloc(0),
    responseDeserialize: (bytes: Buffer) => bytes[1] ?? 0,
  },
};

/** Clients of all services; they connect when first used. */
export const connectServices = (urls: ServiceUrls, identity: Identity | undefined): ConnectedServices => {
  const ends = { identity, caller: 'gateway' };
  const exports = connectServerStreams(LedgerBooksServiceService, urls.ledger, ends);
  const exceptions = connectServerStreams(ImportsServiceService, urls.imports, ends);
  const clients = {
    membership: connectGrpc(MembershipServiceService, urls.membership, ends),
    ledger: connectGrpc(LedgerServiceService, urls.ledger, ends),
    ledgerBooks: { ...connectGrpc(LedgerBooksServiceService, urls.ledger, ends), exportJournal: exports.exportJournal },
    campaigns: connectGrpc(CampaignsServiceService, urls.campaigns, ends),
    promotions: connectGrpc(PromotionsServiceService, urls.campaigns, ends),
    rewards: connectGrpc(RewardsServiceService, urls.rewards, ends),
    checkout: connectGrpc(CheckoutServiceService, urls.checkout, ends),
    feedback: connectGrpc(FeedbackServiceService, urls.feedback, ends),
    imports: { ...connectGrpc(ImportsServiceService, urls.imports, ends), readExceptions: exceptions.readExceptions },
  };
  const healths = new Map(
    serviceNames.map((name) => [
      name,
      connectGrpc(health, urls[name], { ...ends, service: name, deadlineMs: healthDeadlineMs }),
    ]),
  );
  return {
    services: clients,
    isServing: async (name) => {
      try {
        return (await healths.get(name)?.check({})) === serving;
      } catch {
        return false;
      }
    },
    close: () => {
      for (const client of [...Object.values(clients), exports, exceptions, ...healths.values()]) client.close();
    },
  };
};
