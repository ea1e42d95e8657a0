import { Metadata, Server, ServerCredentials, status, type handleUnaryCall } from '@grpc/grpc-js';
import {
  LedgerServiceService,
  type Command,
  type Outcome,
  type PostRequest,
  type PostResponse,
} from '@vafa/contracts/ledger';
import { freeSocket } from '@vafa/testing';

type Trouble = 'none' | 'down' | 'answers lost';

/**
 * A ledger behind real gRPC that knows burns and their reversals only: keyed, never below zero, with the troubles that
 * a network has.
 */
export class FakeLedger {
  readonly url = freeSocket();
  readonly commands: Command[] = [];
  trouble: Trouble = 'none';
  /** Refuses every new burn with this. */
  refusal = '';
  private readonly balances = new Map<string, bigint>();
  private readonly outcomes = new Map<string, Outcome>();
  private readonly server = new Server();

  async start(): Promise<void> {
    const post: handleUnaryCall<PostRequest, PostResponse> = (call, answer) => {
      if (this.trouble === 'down') return answer(this.unavailable());
      const outcomes = call.request.commands.map((command) => this.post(command));
      if (this.trouble === 'answers lost') return answer(this.unavailable());
      answer(null, { outcomes });
    };
    this.server.addService(LedgerServiceService, { post });
    await new Promise<void>((resolve, reject) => {
      this.server.bindAsync(this.url, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  stop(): void {
    this.server.forceShutdown();
  }

  give(memberId: string, points: bigint): void {
    this.balances.set(memberId, points);
  }

  balance(memberId: string): bigint {
    return this.balances.get(memberId) ?? 0n;
  }

  /** Says that it is the ledger's own word, so that the client does not try again by itself. */
  private unavailable() {
    const metadata = new Metadata();
    metadata.set('vafa-code', 'database_unavailable');
    return { code: status.UNAVAILABLE, details: 'the database does not answer', metadata };
  }

  private post(command: Command): Outcome {
    this.commands.push(command);
    const known = this.outcomes.get(command.key);
    if (known) return { ...known, repeated: true };
    const outcome = command.verb?.$case === 'reverse' ? this.giveBack(command) : this.burn(command);
    this.outcomes.set(command.key, outcome);
    return outcome;
  }

  private giveBack({ key, account, verb }: Command): Outcome {
    const memberId = account?.memberId ?? '';
    const burned = verb?.$case === 'reverse' ? this.outcomes.get(verb.value.entryKey) : undefined;
    const amount = burned?.booked ?? 0n;
    this.balances.set(memberId, this.balance(memberId) + amount);
    return {
      key,
      refusal: burned ? '' : 'entry_not_found',
      message: '',
      repeated: false,
      entry: undefined,
      available: this.balance(memberId),
      held: 0n,
      pending: 0n,
      booked: amount,
      shortfall: 0n,
    };
  }

  private burn({ key, account, verb }: Command): Outcome {
    const memberId = account?.memberId ?? '';
    const amount = verb?.$case === 'burn' ? verb.value.amount : 0n;
    const refusal = this.refusal || (this.balance(memberId) < amount ? 'balance_too_low' : '');
    if (refusal === '') this.balances.set(memberId, this.balance(memberId) - amount);
    return {
      key,
      refusal,
      message: '',
      repeated: false,
      entry: undefined,
      available: this.balance(memberId),
      held: 0n,
      pending: 0n,
      booked: refusal === '' ? amount : 0n,
      shortfall: 0n,
    };
  }
}
