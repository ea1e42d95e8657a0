import type { CheckoutServiceService } from '@vafa/contracts/checkout';
import type { LedgerServiceService } from '@vafa/contracts/ledger';
import type { MembershipServiceService } from '@vafa/contracts/membership';
import type { Client } from '@vafa/grpc';

/** The services that an import asks. */
export interface Services {
  readonly membership: Omit<Client<typeof MembershipServiceService>, 'close'>;
  readonly checkout: Omit<Client<typeof CheckoutServiceService>, 'close'>;
  readonly ledger: Omit<Client<typeof LedgerServiceService>, 'close'>;
}
