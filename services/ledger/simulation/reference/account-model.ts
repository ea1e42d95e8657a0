import type { Command, Verb } from '../../src/domain/journal/command.ts';
import { refuse, type Expected, type Known, type Model, type Waiting } from './model.ts';
import { correct, corrections } from './model-corrections.ts';
import { ever, ModelLots, parted, type Units } from './model-lots.ts';
import { afterClaims, reverse } from './model-reversals.ts';
import { endTransfer, receive, send, settle, suspend } from './model-transfers.ts';

type Of<K extends Verb['kind']> = Extract<Verb, { kind: K }>;

const untouchedByFreezing = [
  'capture',
  'void',
  'reverse',
  'arrive',
  'return',
  'adjust',
  'extend',
  'reinstate',
  'settle',
  'unfreeze',
  'close',
];
const neverRefused = ['accrue', 'burn', 'capture', 'reverse'];

/**
 * One account by the documentation: a second, plain way from commands to balances. It decides what the ledger ought to
 * have decided.
 */
export class AccountModel implements Model {
  readonly lots: ModelLots;
  readonly holds = new Map<string, { readonly owner: string; units: readonly Units[]; readonly amount: bigint }>();
  readonly known = new Map<string, Known>();
  readonly expired = new Map<string, bigint>();
  readonly endings = new Map<string, 'captured' | 'voided'>();
  readonly sendings = new Set<string>();
  readonly hadException = new Set<string>();
  readonly exceptions = new Map<string, Waiting>();
  /** Units of exceptions that a person settled at the club's cost, by key, less what was reversed of them. */
  readonly atClubsCost = new Map<string, bigint>();
  status: 'open' | 'frozen' | 'closed' = 'open';
  /** Units were earned or spent at some time. */
  isUsed = false;
  /** What other accounts and books got from this one, net. */
  private readonly moved = new Map<string, bigint>();

  constructor(readonly note: (kind: string) => void) {
    this.lots = new ModelLots(() => note('units took the other expiry of a lot that was there'));
  }

  get held(): bigint {
    return [...this.holds.values()].reduce((sum, { amount }) => sum + amount, 0n);
  }

  get isUntouched(): boolean {
    return (
      !this.isUsed &&
      this.expired.size === 0 &&
      this.holds.size === 0 &&
      [...this.moved.values()].every((amount) => amount === 0n)
    );
  }

  move(book: string, amount: bigint): void {
    this.moved.set(book, (this.moved.get(book) ?? 0n) + amount);
  }

  except(key: string, waiting: Waiting): void {
    this.exceptions.set(key, waiting);
    this.hadException.add(key);
    this.move('suspense', waiting.amount);
  }

  /** A part of an exception ends. */
  lessen(key: string, part: bigint): void {
    const open = this.exceptions.get(key);
    if (!open) return;
    this.move('suspense', -part);
    if (open.amount === part) this.exceptions.delete(key);
    else this.exceptions.set(key, { ...open, amount: open.amount - part });
  }

  /** What ends at another moment than the lot of that name is not of that lot. */
  apart(name: string, expiresAt: number): string {
    const held = [...this.holds.values()].flatMap((hold) => hold.units);
    const known = this.lots.active.get(name) ?? this.lots.pending.get(name) ?? held.find((each) => each.lot === name);
    return known && known.expiresAt !== expiresAt ? `${name}@${new Date(expiresAt).toISOString()}` : name;
  }

  /** Units that an entry took, on their way back: their lots may have been given another end. */
  extended({ ends }: Known, units: readonly Units[]): Units[] {
    return units.map((each) => {
      const expiresAt = ends.get(each.lot) ?? 0;
      return expiresAt > each.expiresAt ? { ...each, lot: this.apart(each.lot, expiresAt), expiresAt } : each;
    });
  }

  /** Books the next thing that is due by a moment: activations before expiries where they tie. */
  passTime(
    at: number,
  ): { readonly kind: 'activate' | 'expire'; readonly lot: string; readonly amount: bigint } | undefined {
    const moment = this.lots.nextMoment();
    if (moment > at) return undefined;
    const waiting = this.lots.nextToActivate();
    if (waiting && waiting.activeAt === moment) {
      const { id, amount, expiresAt } = waiting;
      this.lots.unwait(id, amount);
      this.lots.put([{ lot: expiresAt === Infinity ? ever : id, amount, expiresAt }]);
      return { kind: 'activate', lot: id, amount };
    }
    const lot = this.lots.nextToExpire();
    if (!lot) return undefined;
    const { id, amount } = lot;
    this.lots.take(amount, [lot]);
    this.expired.set(id, (this.expired.get(id) ?? 0n) + amount);
    return { kind: 'expire', lot: id, amount };
  }

  decide(command: Command, at: number): Expected {
    const expected = this.admit(command) ?? this.act(command, at);
    const done =
      expected.refusal !== undefined && command.finished && neverRefused.includes(command.verb.kind)
        ? suspend(this, command)
        : expected;
    if (!this.known.has(command.key)) {
      const owner = command.verb.kind === 'hold' && done.refusal === undefined ? { owner: command.verb.owner } : {};
      this.known.set(command.key, {
        kind: done.kind,
        amount: done.amount,
        units: done.units ?? [],
        reversed: 0n,
        ends: new Map(),
        ...(done.lot !== undefined && { lot: done.lot }),
        ...(done.book !== undefined && { book: done.book }),
        ...owner,
      });
    }
    if (done.keptOut !== undefined)
      this.known.set(done.keptOut, { kind: 'refused', amount: 0n, units: [], reversed: 0n, ends: new Map() });
    return done;
  }

  private admit({ verb, finished }: Command): Expected | undefined {
    if (this.status === 'closed' && !(verb.kind === 'settle' && verb.into === 'club')) return refuse('account_closed');
    return this.status === 'frozen' && !finished && !untouchedByFreezing.includes(verb.kind)
      ? refuse('account_frozen')
      : undefined;
  }

  private act(command: Command, at: number): Expected {
    const { verb } = command;
    switch (verb.kind) {
      case 'accrue':
        return this.accrue(command, verb, at);
      case 'burn':
      case 'hold':
        return this.spend(command, verb);
      case 'capture':
        return this.capture(verb);
      case 'void':
        return this.undoHold(verb);
      case 'reverse':
        return reverse(this, command, verb, at);
      case 'send':
        return send(this, command.key, verb);
      case 'receive':
        return receive(this, verb);
      case 'arrive':
      case 'return':
        return endTransfer(this, command, verb, at);
      case 'settle':
        return settle(this, verb);
      // The simulation asks for none of these: tests on engines do.
      case 'merge':
      case 'unmerge':
      case 'join':
      case 'leave':
        throw new RangeError(`the model knows no ${verb.kind}`);
      default:
        return correct(corrections, this, command, verb.kind, verb, at);
    }
  }

  private accrue(
    { key, finished, terms }: Command,
    { amount: asked, activeAt, expiresAt }: Of<'accrue'>,
    at: number,
  ): Expected {
    const most = terms?.unit?.most ?? asked;
    if (asked > most && !finished) return refuse('amount_out_of_bounds');
    const amount = asked > most ? most : asked;
    if (asked > amount) this.except(key, { amount: asked - amount, book: 'issuance' });
    const expiry = expiresAt?.getTime() ?? Infinity;
    const lot = expiry === Infinity ? ever : key;
    this.isUsed = true;
    if (activeAt && activeAt.getTime() > at) this.lots.wait(key, amount, activeAt.getTime(), expiry);
    else this.lots.put([{ lot, amount, expiresAt: expiry }]);
    return { kind: 'accrue', amount: asked, lot };
  }

  private spend({ key, terms }: Command, verb: Of<'burn' | 'hold'>): Expected {
    const { kind, amount } = verb;
    if (amount > this.lots.available + (terms?.cap ?? 0n))
      return refuse(terms?.cap === undefined ? 'balance_too_low' : 'cap_exceeded');
    const { units, short } = this.lots.take(amount);
    this.lots.debt += short;
    const all = short === 0n ? units : [...units, { lot: ever, amount: short, expiresAt: Infinity }];
    if (kind === 'burn') this.isUsed = true;
    else this.holds.set(key, { owner: verb.owner, units: all, amount });
    return { kind, amount, units: all };
  }

  private capture({ holdKey, owner, amount: asked }: Of<'capture'>): Expected {
    const hold = this.holds.get(holdKey);
    if (!hold)
      return refuse(
        this.known.get(holdKey)?.kind === 'hold' || this.endings.has(holdKey) ? 'hold_ended' : 'hold_not_found',
      );
    if (hold.owner !== owner) return refuse('hold_owner_differs');
    const amount = asked === 0n ? hold.amount : asked;
    if (amount > hold.amount) return refuse('more_than_held');
    const { first, rest } = parted(hold.units, amount);
    this.isUsed = true;
    this.holds.delete(holdKey);
    this.endings.set(holdKey, 'captured');
    this.lots.putBack(afterClaims(this, rest));
    return { kind: 'capture', amount, units: first };
  }

  private undoHold({ holdKey, owner }: Of<'void'>): Expected {
    const hold = this.holds.get(holdKey);
    const known = this.known.get(holdKey);
    if (known && known.kind !== 'hold' && known.kind !== 'refused') return refuse('hold_not_found');
    if (known?.owner !== undefined && known.owner !== owner) return refuse('hold_owner_differs');
    if (!hold && this.endings.get(holdKey) === 'captured') return refuse('hold_captured');
    this.endings.set(holdKey, 'voided');
    if (!hold) return { kind: 'void', amount: 0n, ...(!known && { keptOut: holdKey }) };
    this.holds.delete(holdKey);
    this.lots.putBack(afterClaims(this, hold.units));
    return { kind: 'void', amount: hold.amount };
  }
}
