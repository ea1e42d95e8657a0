import type { CampaignsServiceService } from '@vafa/contracts/campaigns';
import type { CheckoutServiceService } from '@vafa/contracts/checkout';
import type { FeedbackServiceService } from '@vafa/contracts/feedback';
import type { GatewayServiceService } from '@vafa/contracts/gateway';
import type { ImportsServiceService, ReadExceptionsRequest, ReadExceptionsResponse } from '@vafa/contracts/imports';
import type {
  ExportJournalRequest,
  ExportJournalResponse,
  LedgerBooksServiceService,
  LedgerServiceService,
} from '@vafa/contracts/ledger';
import type { MembershipServiceService } from '@vafa/contracts/membership';
import type { PromotionsServiceService } from '@vafa/contracts/promotions';
import type { RewardsServiceService } from '@vafa/contracts/rewards';

interface Method {
  requestSerialize: (value: never) => Buffer;
  responseDeserialize: (bytes: Buffer) => unknown;
}

export interface CallOptions {
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

type Streaming = { readonly requestStream: true } | { readonly responseStream: true };

/** The rpcs of one service as promises. Errors are DomainErrors with the service's kind and code. */
export type Calls<D extends Record<keyof D, Method>> = {
  readonly [K in keyof D as D[K] extends Streaming ? never : K]: (
    request: Parameters<D[K]['requestSerialize']>[0],
    options?: CallOptions,
  ) => Promise<ReturnType<D[K]['responseDeserialize']>>;
};

/** The services behind the gateway. */
export interface OtherServices {
  readonly membership: Calls<typeof MembershipServiceService>;
  readonly ledger: Calls<typeof LedgerServiceService>;
  readonly ledgerBooks: Calls<typeof LedgerBooksServiceService> & {
    readonly exportJournal: (
      request: ExportJournalRequest,
      options: { readonly deadlineMs: number },
    ) => AsyncIterable<ExportJournalResponse>;
  };
  readonly campaigns: Calls<typeof CampaignsServiceService>;
  readonly promotions: Calls<typeof PromotionsServiceService>;
  readonly rewards: Calls<typeof RewardsServiceService>;
  readonly checkout: Calls<typeof CheckoutServiceService>;
  readonly feedback: Calls<typeof FeedbackServiceService>;
  readonly imports: Calls<typeof ImportsServiceService> & {
    readonly readExceptions: (
      request: ReadExceptionsRequest,
      options: { readonly deadlineMs: number },
    ) => AsyncIterable<ReadExceptionsResponse>;
  };
}

/** Whom routes ask: the others, and the gateway itself. */
export interface Services extends OtherServices {
  readonly gateway: Calls<typeof GatewayServiceService>;
}

export const serviceNames = [
  'membership',
  'ledger',
  'campaigns',
  'rewards',
  'checkout',
  'feedback',
  'imports',
] as const;

export type ServiceName = (typeof serviceNames)[number];
