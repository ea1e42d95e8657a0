import { CampaignsServiceService } from '@vafa/contracts/campaigns';
import { CheckoutServiceService } from '@vafa/contracts/checkout';
import { FeedbackServiceService } from '@vafa/contracts/feedback';
import { GatewayServiceService } from '@vafa/contracts/gateway';
import { ImportsServiceService } from '@vafa/contracts/imports';
import { LedgerBooksServiceService, LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { PromotionsServiceService } from '@vafa/contracts/promotions';
import { RewardsServiceService } from '@vafa/contracts/rewards';
import { rpcs, type RpcShape } from '@vafa/contracts/shapes';
import type { CallOptions, Services } from '../../grpc/services.ts';

const definitions = {
  membership: MembershipServiceService,
  ledger: LedgerServiceService,
  ledgerBooks: LedgerBooksServiceService,
  campaigns: CampaignsServiceService,
  promotions: PromotionsServiceService,
  rewards: RewardsServiceService,
  checkout: CheckoutServiceService,
  feedback: FeedbackServiceService,
  imports: ImportsServiceService,
  gateway: GatewayServiceService,
} satisfies Record<keyof Services, object>;

/** `rewards.createReward`: a service, and one of its rpcs. */
export type RpcName = { [S in keyof Services]: `${S}.${keyof Services[S] & string}` }[keyof Services];

type Call<R> = R extends `${infer S extends keyof Services}.${infer M}` ? Services[S][M & keyof Services[S]] : never;
export type RequestOf<R extends RpcName> =
  Call<R> extends (request: infer Q, ...others: never[]) => unknown ? Q : never;
export type ResponseOf<R extends RpcName> = Call<R> extends (...asked: never[]) => Promise<infer A> ? A : never;

type Calling = (request: object, options?: CallOptions) => Promise<object>;

const partsOf = (rpc: RpcName): [keyof Services, string] => {
  const [service = '', method = ''] = rpc.split('.');
  return [service as keyof Services, method];
};

/** The messages that an rpc takes and answers. */
export const rpcShape = (rpc: RpcName): RpcShape => {
  const [service, method] = partsOf(rpc);
  const definition = (definitions[service] as Readonly<Record<string, { readonly path: string }>>)[method];
  const shape = rpcs[definition?.path ?? ''];
  if (shape === undefined) throw new Error(`the contract has no rpc ${rpc}`);
  return shape;
};

export const callRpc = (services: Services, rpc: RpcName, request: object, options?: CallOptions): Promise<object> => {
  const [service, method] = partsOf(rpc);
  return (
    (services[service] as unknown as Readonly<Record<string, Calling>>)[method]?.(request, options) ??
    Promise.reject(new Error(`no rpc ${rpc}`))
  );
};
