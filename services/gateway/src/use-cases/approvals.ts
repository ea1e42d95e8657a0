import { derivedId, DomainError, isDomainError, newId, type Clock } from '@vafa/kernel';
import type { Caller } from '../domain/api-key.ts';
import {
  approvalKeptMs,
  approvalMs,
  isBehind,
  requireDecider,
  stateOf,
  type Approval,
  type Decider,
  type Outcome,
  type ShownState,
} from '../domain/approval.ts';
import { idPrefixes } from '../domain/ids.ts';
import { mayDo, operationsOf } from '../domain/rights.ts';
import type { ApprovalStore } from '../ports/approval-store.ts';
import type { StaffStore } from '../ports/staff-store.ts';
import type { ApiKeyStore } from './api-keys.ts';

const leaseMs = 60_000;
const leftOverAtOnce = 100;
/** So many waiting requests of one asker are looked through for the same. */
const sameAtMost = 50;
/** Of an answer that is kept. */
const answerMax = 4_000;

/** Carries a request out for who has asked, and answers what that was told, as JSON. Raises what it is refused with. */
export type CarryOut = (approval: Approval, approver: string) => Promise<string>;

export interface ApprovalOrder
  extends Pick<Approval, 'clubId' | 'operation' | 'request' | 'subject' | 'reason' | 'before' | 'after'> {
  /** Of the command; undefined where requests have none. */
  readonly key: string | undefined;
  readonly caller: Caller;
  /** Of a person. */
  readonly name: string;
  readonly isPerson: boolean;
}

export interface ApprovalParts {
  readonly store: ApprovalStore;
  readonly accounts: Pick<StaffStore, 'find'>;
  readonly keys: Pick<ApiKeyStore, 'find'>;
  readonly clock: Clock;
}

export interface ApprovalQuery {
  readonly clubId: string;
  readonly operation?: string | undefined;
  readonly state?: ShownState | undefined;
}

interface Place {
  readonly clubId: string;
  readonly id: string;
}

const decided = ({ state, decision }: Approval): DomainError =>
  new DomainError('conflict', 'approval_decided', `${decision?.name ?? 'somebody'} has decided this: ${state}`);

/**
 * Requests that wait for a second person. What was approved is carried out once, under the key of who has asked: the
 * services know it when a process that died had done it already.
 */
export class Approvals {
  private carryOut: CarryOut | undefined;

  constructor(private readonly parts: ApprovalParts) {}

  /** How requests are carried out: whoever serves them says it once it is there. */
  carriedOutBy(carryOut: CarryOut): void {
    this.carryOut = carryOut;
  }

  now(): Date {
    return this.parts.clock.now();
  }

  /**
   * What is kept under the key of a command, as it stands by now; without a key, the same while it waits. Raises
   * `key_reused` for another request.
   */
  async known(order: ApprovalOrder): Promise<Approval | undefined> {
    if (order.key === undefined) return this.waiting(order);
    const found = await this.parts.store.find(order.clubId, idOf(order, order.key));
    if (found && requestText(found) !== requestText(order))
      throw new DomainError('conflict', 'key_reused', 'this command asked for something else');
    return found;
  }

  /** Keeps a request until somebody decides it. Raises `key_reused`. */
  async ask(order: ApprovalOrder): Promise<Approval> {
    const { key = newId(idPrefixes.approval), caller, name, isPerson, ...asked } = order;
    const askedAt = this.now();
    const id = idOf(order, key);
    const keysName = isPerson ? name : ((await this.parts.keys.find(caller.id))?.key.name ?? '');
    const { signInId: _ended, ...asker } = caller;
    const approval: Approval = {
      ...asked,
      id,
      key,
      place: `${askedAt.toISOString()} ${id}`,
      asker: { kind: isPerson ? 'person' : 'key', name: keysName, caller: asker },
      askedAt,
      endsAt: new Date(askedAt.getTime() + approvalMs),
      state: 'pending',
    };
    if (await this.parts.store.insert(approval)) return approval;
    const known = await this.known({ ...order, key });
    if (!known) throw new DomainError('unavailable', 'service_unavailable', 'the request could not be kept; try again');
    return known;
  }

  /** Those of operations that the caller may do, and the caller's own. */
  list(
    query: ApprovalQuery,
    { id, roles, branchIds }: Decider,
    below: string | undefined,
    limit: number,
  ): Promise<readonly Approval[]> {
    const operations = branchIds.length > 0 ? [] : operationsOf(roles);
    return this.parts.store.list({ ...query, operations, askerId: id, now: this.now() }, below, limit);
  }

  /** Raises `approval_not_found`. */
  async find({ clubId, id }: Place, { id: callerId, roles, branchIds }: Decider): Promise<Approval> {
    const found = await this.parts.store.find(clubId, id);
    const isSeen = found && (isBehind(found, callerId) || (branchIds.length === 0 && mayAsk(roles, found.operation)));
    if (!isSeen) throw new DomainError('not_found', 'approval_not_found', 'the club has no such approval');
    return found;
  }

  /**
   * Approves a request and carries it out. The same person again finds it as it is, or carries it out when a process
   * died before. Raises `approval_not_found`, `own_approval`, `role_missing`, `branch_bound`, `approval_decided`,
   * `approval_over`, `asker_may_not`, and what says that a service is away.
   */
  async approve(place: Place, decider: Decider, note?: string): Promise<Approval> {
    const found = await this.find(place, decider);
    requireDecider(found, decider);
    if (found.state === 'pending') {
      await this.requireAsker(found);
      const leaseUntil = new Date(this.now().getTime() + leaseMs);
      const decision = this.decision(decider, note);
      if (await this.decide(found, 'approved', { decision, leaseUntil }))
        return this.finish({ ...found, state: 'approved', decision, leaseUntil });
    }
    const known = await this.find(place, decider);
    if (known.decision?.by !== decider.id || !['approved', 'done', 'failed'].includes(known.state))
      throw decided(known);
    return this.resume(known);
  }

  /** Raises what approving raises, but for what carrying out is refused with. */
  async reject(place: Place, decider: Decider, note: string): Promise<Approval> {
    const found = await this.find(place, decider);
    requireDecider(found, decider);
    return this.end(found, 'rejected', this.decision(decider, note));
  }

  /** Takes the own request back. Raises `approval_not_found`, `approval_decided`, `approval_over`. */
  async withdraw(place: Place, decider: Decider): Promise<Approval> {
    const found = await this.find(place, decider);
    if (!isBehind(found, decider.id))
      throw new DomainError('not_found', 'approval_not_found', 'this is not your own request');
    return this.end(found, 'withdrawn', this.decision(decider));
  }

  /** Carries out what was approved by a process that died, or could not reach a service. */
  async resumeAll(): Promise<void> {
    const left = await this.parts.store.leftOver(this.now(), leftOverAtOnce);
    const ended = await Promise.allSettled(left.map((approval) => this.resume(approval)));
    const failed = ended.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  }

  sweep(): Promise<void> {
    return this.parts.store.sweep(new Date(this.now().getTime() - approvalKeptMs));
  }

  private async waiting(order: ApprovalOrder): Promise<Approval | undefined> {
    const { clubId, operation, caller } = order;
    const query = { clubId, operation, state: 'pending', operations: [], askerId: caller.id, now: this.now() } as const;
    const own = await this.parts.store.list(query, undefined, sameAtMost);
    return own.find((each) => requestText(each) === requestText(order));
  }

  private decision({ id, name }: Decider, note?: string) {
    return { by: id, name, at: this.now(), ...(note !== undefined && note !== '' && { note }) };
  }

  private async end(
    found: Approval,
    state: 'rejected' | 'withdrawn',
    decision: NonNullable<Approval['decision']>,
  ): Promise<Approval> {
    if (found.state === 'pending' && (await this.decide(found, state, { decision })))
      return { ...found, state, decision };
    const known = (await this.parts.store.find(found.clubId, found.id)) ?? found;
    if (known.state !== state || known.decision?.by !== decision.by) throw decided(known);
    return known;
  }

  /** False when somebody was faster. Raises `approval_over`. */
  private async decide(
    found: Approval,
    state: 'approved' | 'rejected' | 'withdrawn',
    by: Parameters<ApprovalStore['decide']>[2],
  ): Promise<boolean> {
    if (stateOf(found, by.decision.at) === 'expired')
      throw new DomainError('refused', 'approval_over', 'nobody has decided this in time; ask for it again');
    return this.parts.store.decide(found.id, state, by);
  }

  /** Whoever has asked may do it still. Raises `asker_may_not`. */
  private async requireAsker({ asker: { kind, caller }, operation }: Approval): Promise<void> {
    const now = this.now();
    if (kind === 'person') {
      const account = await this.parts.accounts.find(caller.id);
      const isGood =
        account && !account.disabledAt && mayDo(account.roles, operation) && account.branchIds.length === 0;
      if (isGood) return;
    } else {
      if (caller.clubId === undefined) return;
      const { key } = (await this.parts.keys.find(caller.id)) ?? {};
      if (key && !key.revokedAt && (key.endsAt ?? new Date(8.64e15)) > now) return;
    }
    throw new DomainError('refused', 'asker_may_not', 'who asked for this may not do it any more');
  }

  private async resume(approval: Approval): Promise<Approval> {
    const { id, clubId, state, leaseUntil } = approval;
    const now = this.now();
    if (state !== 'approved' || leaseUntil === undefined || leaseUntil > now) return approval;
    const next = new Date(now.getTime() + leaseMs);
    if (await this.parts.store.takeOver(id, leaseUntil, next)) return this.finish({ ...approval, leaseUntil: next });
    return (await this.parts.store.find(clubId, id)) ?? approval;
  }

  /** A refusal of what was asked ends it; what could not be reached leaves it to be carried out later. */
  private async finish(approval: Approval): Promise<Approval> {
    const { id, decision, leaseUntil } = approval;
    if (!this.carryOut || !decision || !leaseUntil) throw new Error('an approval is carried out once it is decided');
    let outcome: Outcome;
    try {
      const answer = await this.carryOut(approval, decision.by);
      outcome = answer.length > answerMax ? {} : { answer };
    } catch (error) {
      if (!isDomainError(error) || error.kind === 'unavailable' || error.kind === 'internal') {
        await this.parts.store.takeOver(id, leaseUntil, this.now());
        throw error;
      }
      outcome = { code: error.code };
    }
    const state = outcome.code === undefined ? 'done' : 'failed';
    await this.parts.store.finish(id, state, outcome);
    return { ...approval, state, outcome };
  }
}

const idOf = ({ clubId }: Pick<ApprovalOrder, 'clubId'>, key: string): string =>
  derivedId(idPrefixes.approval, `${clubId}/${key}`);

const requestText = ({ operation, request }: Pick<Approval, 'operation' | 'request'>): string =>
  JSON.stringify([operation, request.path, request.query, request.body ?? null]);

const mayAsk = (roles: Decider['roles'], operation: string): boolean => roles === undefined || mayDo(roles, operation);
