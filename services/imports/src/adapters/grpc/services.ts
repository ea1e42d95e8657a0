import { CheckoutServiceService } from '@vafa/contracts/checkout';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { connectGrpc, type Client } from '@vafa/grpc';

export interface ServiceUrls {
  readonly membership: string;
  readonly checkout: string;
  readonly ledger: string;
}

/** The services that an import asks. */
export interface Services {
  readonly membership: Omit<Client<typeof MembershipServiceService>, 'close'>;
  readonly checkout: Omit<Client<typeof CheckoutServiceService>, 'close'>;
  readonly ledger: Omit<Client<typeof LedgerServiceService>, 'close'>;
}

/** Clients that connect when first used. */
export const connectServices = (urls: ServiceUrls): { readonly services: Services; close(): void } => {
  const services = {
    membership: connectGrpc(MembershipServiceService, urls.membership),
    checkout: connectGrpc(CheckoutServiceService, urls.checkout),
    ledger: connectGrpc(LedgerServiceService, urls.ledger),
  };
  return {
    services,
    close: () => {
      for (const client of Object.values(services)) client.close();
    },
  };
};
