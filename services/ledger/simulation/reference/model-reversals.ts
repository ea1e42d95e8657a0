import type { Command, Verb } from '../../src/domain/journal/command.ts';
import { refuse, type Model, type Expected, type Known } from './model.ts';
import { ever, gracious, parted, type Units } from './model-lots.ts';

type Reverse = Extract<Verb, { kind: 'reverse' }>;

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Units that come back, less what pays for returns that had found too little. */
export const afterClaims = (model: Model, units: readonly Units[]): readonly Units[] => {
  let left = units.reduce((sum, { amount }) => sum + amount, 0n);
  const all = left;
  for (const [key, exception] of [...model.exceptions]) {
    if (!exception.isClaim || left === 0n) continue;
    const part = least(-exception.amount, left);
    model.lessen(key, -part);
    left -= part;
  }
  return parted(units, all - left).rest;
};

/**
 * What of an amount the account itself has to do with: not what waits in suspense, nor what the club took on itself.
 */
const reaching = (model: Model, key: string, amount: bigint): bigint => {
  const open = model.exceptions.get(key)?.amount ?? 0n;
  const waiting = least(size(open), amount);
  if (waiting > 0n) model.lessen(key, open < 0n ? -waiting : waiting);
  const given = model.atClubsCost.get(key) ?? 0n;
  const spared = least(given, amount - waiting);
  // What ends in suspense later than the settlement cannot be: there is one exception of a key.
  if (spared > 0n) model.atClubsCost.set(key, given - spared);
  return amount - waiting - spared;
};

/**
 * From its own lot, then nothing for what expired, then from the others; what is then missing is owed, or a claim, or
 * refused.
 */
const takeBack = (
  model: Model,
  { key: own, finished }: Command,
  { entryKey: key, policy = 'within_balance' }: Reverse,
  original: Known,
  amount: bigint,
): Expected => {
  const isOwn = (id: string): boolean => id === original.lot;
  const open = model.exceptions.get(key)?.amount ?? 0n;
  const club = model.atClubsCost.get(key) ?? 0n;
  const asked = amount - least(amount, open + club);
  const ownLeft = model.lots.active.get(original.lot ?? '')?.amount ?? 0n;
  const waiting = model.lots.pending.get(key)?.amount ?? 0n;
  const lapsed = model.expired.get(key) ?? 0n;
  const others = [...model.lots.active.values()].reduce((sum, lot) => (isOwn(lot.id) ? sum : sum + lot.amount), 0n);
  if (policy === 'within_balance' && !finished && asked > waiting + ownLeft + lapsed + others)
    return refuse('balance_too_low');
  let left = reaching(model, key, amount);
  left -= model.lots.unwait(key, left);
  left = model.lots.take(
    left,
    model.lots.spendable().filter(({ id }) => isOwn(id)),
  ).short;
  const absorbed = least(lapsed, left);
  model.expired.set(key, lapsed - absorbed);
  const short = model.lots.take(
    left - absorbed,
    model.lots.spendable().filter(({ id }) => !isOwn(id)),
  ).short;
  if (policy === 'unlimited') model.lots.debt += short;
  else if (short > 0n) model.except(own, { amount: -short, book: 'issuance', isClaim: true });
  original.reversed += amount;
  return { kind: 'reverse_accrual', amount };
};

const giveBack = (
  model: Model,
  { terms }: Command,
  { entryKey: key }: Reverse,
  original: Known,
  amount: bigint,
  at: number,
): Expected => {
  const undone = parted(original.units.toReversed(), original.reversed).rest;
  const rest = reaching(model, key, amount);
  original.reversed += amount;
  const units =
    original.kind === 'suspend'
      ? [{ lot: ever, amount: rest, expiresAt: Infinity }]
      : gracious(model.extended(original, parted(undone, rest).first), at, terms?.graceUntil);
  model.lots.put(afterClaims(model, units).filter((each) => each.amount > 0n));
  return { kind: 'reverse_burn', amount };
};

const isEarned = ({ kind, book }: Known): boolean => kind === 'accrue' || (kind === 'suspend' && book === 'issuance');

const isReversible = ({ kind, book, amount }: Known): boolean => {
  if (kind !== 'suspend') return ['accrue', 'burn', 'capture'].includes(kind);
  return book === 'issuance' ? amount > 0n : amount < 0n;
};

export const reverse = (model: Model, command: Command, verb: Reverse, at: number): Expected => {
  const original = model.known.get(verb.entryKey);
  if (!original) return refuse('entry_not_found');
  if (!isReversible(original)) return refuse('not_reversible');
  const left = size(original.amount) - original.reversed;
  const amount = verb.amount === 0n ? left : verb.amount;
  if (amount === 0n || amount > left) return refuse('more_than_original');
  return isEarned(original)
    ? takeBack(model, command, verb, original, amount)
    : giveBack(model, command, verb, original, amount, at);
};

export const bookOf = (original: Known | undefined): 'issuance' | 'redemption' =>
  original && !isEarned(original) ? 'redemption' : 'issuance';
