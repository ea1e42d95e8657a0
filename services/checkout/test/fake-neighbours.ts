import { MembershipServiceService, type GetFactsRequest, type GetFactsResponse } from '@vafa/contracts/membership';
import { FakeMembership } from './fake-clubs.ts';
import { Server, status, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import {
  CampaignsServiceService,
  type AdjudicateRequest,
  type AdjudicateResponse,
  type Basket,
  type EarningRule,
} from '@vafa/contracts/campaigns';
import type { Adjudication, Effect } from '@vafa/contracts/effects';
import {
  LedgerServiceService,
  type Command,
  type GetOutcomesRequest,
  type GetOutcomesResponse,
  type Outcome,
  type PostRequest,
  type PostResponse,
} from '@vafa/contracts/ledger';

const messageBytesMax = 32 * 1024 * 1024;
export const ruleId = 'rul_pounds';
const perAmount = 100n;

/** One point for each whole pound of a member's basket, nothing below one. */
const decide = (
  { memberId, lines, decided, onlyLess }: Basket,
  isPublished: boolean,
  rate: Pick<EarningRule, 'points' | 'perAmount'> = { points: 1n, perAmount },
): Adjudication => {
  const base = lines.reduce((sum, { amount }) => sum + amount, 0n);
  const now = memberId === '' ? 0n : (base / rate.perAmount) * rate.points;
  const before = decided?.effects[0]?.effect;
  const points = onlyLess && before?.$case === 'points' && now > before.value.amount ? before.value.amount : now;
  const effect: Effect = {
    id: ruleId,
    promotionId: ruleId,
    promotionVersion: 1,
    promotionCode: 'pounds',
    promotionName: '',
    reason: 'earning_rule',
    basis: { base, points: 1n, perAmount },
    effect: { $case: 'points', value: { amount: points } },
  };
  const rejection = {
    code: memberId === '' ? 'no_member' : 'below_one_unit',
    promotionId: ruleId,
    promotionVersion: 1,
    conditionIndex: 0,
    promotionCode: '',
    promotionName: '',
    missing: undefined,
    inFavourOf: '',
  };
  const gives = decided ? decided.effects.length > 0 : isPublished && points > 0n;
  const decision = {
    format: 1,
    effects: gives ? [effect] : [],
    recorded: undefined,
    rejections: decided?.rejections ?? (gives || !isPublished ? [] : [rejection]),
  };
  return { decision, adjustments: [], dues: gives ? [{ effectId: ruleId, unit: 'points', amount: points }] : [] };
};

/**
 * A further effect, of a kind that checkout knows nothing of: stamps for a basket, and none for less than two lines.
 */
const withStamps = (given: Adjudication, { lines }: Basket, stamps: bigint): Adjudication => {
  if (stamps === 0n || given.decision === undefined) return given;
  const amount = lines.filter(({ quantityMilli }) => quantityMilli > 0n).length > 1 ? stamps : 0n;
  const effect: Effect = {
    id: 'stamps',
    promotionId: 'rul_stamps',
    promotionVersion: 4,
    promotionCode: 'stamps',
    promotionName: '',
    reason: 'stamp_card',
    basis: undefined,
    effect: { $case: 'credit', value: { unit: 'stamps', amount } },
  };
  return {
    ...given,
    decision: { ...given.decision, effects: [...given.decision.effects, effect] },
    dues: [...given.dues, { effectId: 'stamps', unit: 'stamps', amount }],
  };
};

const posted = (key: string): Outcome => ({
  key,
  refusal: '',
  message: '',
  repeated: true,
  entry: undefined,
  available: 0n,
  held: 0n,
  pending: 0n,
  booked: 0n,
  shortfall: 0n,
});

/** Balances by member, and the first outcome of each key for ever. */
class FakeLedger {
  readonly balances = new Map<string, bigint>();
  readonly commands: Command[] = [];
  /**
   * What it booked under a key, as it will tell; undefined: nothing so far. While there is none, nobody is there to be
   * asked.
   */
  booked?: (key: string, member: string) => Partial<Outcome> | undefined;
  private readonly outcomes = new Map<string, Outcome>();

  post(command: Command): Outcome {
    this.commands.push(command);
    const known = this.outcomes.get(command.key);
    if (known) return { ...known, repeated: true };
    const member = command.account?.memberId ?? '';
    const amount = command.verb?.$case === 'hold' ? command.verb.value.amount : 0n;
    const available = this.balances.get(member) ?? 0n;
    const refusal = available < amount ? 'balance_too_low' : '';
    if (refusal === '') this.balances.set(member, available - amount);
    const outcome: Outcome = {
      key: command.key,
      refusal,
      message: '',
      repeated: false,
      entry: undefined,
      available: this.balances.get(member) ?? 0n,
      held: 0n,
      pending: 0n,
      booked: refusal === '' ? amount : 0n,
      shortfall: 0n,
    };
    this.outcomes.set(command.key, outcome);
    return outcome;
  }
}

/** Campaigns, ledger and membership as checkout sees them, behind one gRPC address. */
export const startNeighbours = async (url: string) => {
  const ledger = new FakeLedger();
  const membership = new FakeMembership();
  const calls = { adjudicate: 0, baskets: [] as Basket[] };
  const rule: { isPublished: boolean; stamps: bigint } = { isPublished: true, stamps: 0n };
  const server = new Server({
    'grpc.max_receive_message_length': messageBytesMax,
    'grpc.max_send_message_length': messageBytesMax,
  });
  const { adjudicate: adjudicateMethod } = CampaignsServiceService;
  const { post, getOutcomes } = LedgerServiceService;
  server.addService(
    { getFacts: MembershipServiceService.getFacts },
    {
      getFacts: (
        { request }: ServerUnaryCall<GetFactsRequest, GetFactsResponse>,
        answer: sendUnaryData<GetFactsResponse>,
      ) => {
        if (membership.isAway) answer({ code: status.UNAVAILABLE, details: 'away' });
        else answer(null, { facts: membership.facts(request.documentIds) });
      },
    },
  );
  server.addService(
    { adjudicate: adjudicateMethod },
    {
      adjudicate: (
        { request }: ServerUnaryCall<AdjudicateRequest, AdjudicateResponse>,
        answer: sendUnaryData<AdjudicateResponse>,
      ) => {
        calls.adjudicate++;
        calls.baskets.push(...request.baskets);
        answer(null, {
          adjudications: request.baskets.map((basket) =>
            withStamps(decide(basket, rule.isPublished, request.rule), basket, rule.stamps),
          ),
        });
      },
    },
  );
  server.addService(
    { post, getOutcomes },
    {
      getOutcomes: (
        { request: { account, keys } }: ServerUnaryCall<GetOutcomesRequest, GetOutcomesResponse>,
        answer: sendUnaryData<GetOutcomesResponse>,
      ) => {
        const { booked } = ledger;
        if (!booked) {
          answer({ code: status.INTERNAL, details: 'away' });
          return;
        }
        const outcomes = keys.map((key) => ({ key, found: booked(key, account?.memberId ?? '') }));
        answer(null, {
          outcomes: outcomes.map(({ key, found }) => ({
            key,
            known: found !== undefined,
            outcome: found && { ...posted(key), ...found },
          })),
        });
      },
      post: ({ request }: ServerUnaryCall<PostRequest, PostResponse>, answer: sendUnaryData<PostResponse>) => {
        answer(null, { outcomes: request.commands.map((command) => ledger.post(command)) });
      },
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(url, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
  });
  return { ledger, membership, calls, rule, stop: () => server.forceShutdown() };
};
