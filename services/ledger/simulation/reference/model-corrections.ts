import type { Command, Verb } from '../../src/domain/journal/command.ts';
import { refuse, type Model, type Expected } from './model.ts';
import { ever, type Units } from './model-lots.ts';

type Of<K extends Verb['kind']> = Extract<Verb, { kind: K }>;
type Corrections = {
  readonly [K in 'open' | 'adjust' | 'extend' | 'reinstate' | 'freeze' | 'unfreeze' | 'close']: (
    model: Model,
    command: Command,
    verb: Of<K>,
    at: number,
  ) => Expected;
};

const open = (model: Model, { key }: Command, { lots }: Of<'open'>, at: number): Expected => {
  if (!model.isUntouched) return refuse('account_in_use');
  lots.forEach(({ amount, activeAt, expiresAt }, index) => {
    const expiry = expiresAt?.getTime() ?? Infinity;
    const own = `${key}#${String(index + 1)}`;
    if (activeAt && activeAt.getTime() > at) model.lots.wait(own, amount, activeAt.getTime(), expiry);
    else model.lots.put([{ lot: expiry === Infinity ? ever : own, amount, expiresAt: expiry }]);
  });
  const amount = lots.reduce((sum, lot) => sum + lot.amount, 0n);
  model.move('opening', -amount);
  return { kind: 'open', amount };
};

const adjust = (model: Model, { key, terms }: Command, { amount, by, policy, expiresAt }: Of<'adjust'>): Expected => {
  const size = amount < 0n ? -amount : amount;
  if (
    terms?.approvalAbove !== undefined &&
    size > terms.approvalAbove &&
    (by.approver === undefined || by.approver === by.person)
  )
    return refuse('approval_missing');
  if (amount > 0n)
    model.lots.put([{ lot: expiresAt ? key : ever, amount, expiresAt: expiresAt?.getTime() ?? Infinity }]);
  else {
    const there = model.lots.spendable().reduce((sum, lot) => sum + lot.amount, 0n);
    if (there < size && policy !== 'unlimited') return refuse('balance_too_low');
    model.lots.debt += model.lots.take(size).short;
  }
  model.move('adjustment', -amount);
  return { kind: 'adjust', amount };
};

const extend = (model: Model, _command: Command, { lot, expiresAt }: Of<'extend'>, at: number): Expected => {
  const until = expiresAt.getTime();
  const held = [...model.holds.values()].flatMap(({ units }) => units).filter((each) => each.lot === lot);
  const places = [model.lots.active.get(lot), model.lots.pending.get(lot)].filter((each) => each !== undefined);
  const first = places[0] ?? held[0];
  if (!first || lot === ever) return refuse('lot_not_found');
  if (first.expiresAt === Infinity || until <= first.expiresAt || until <= at) return refuse('expiry_not_later');
  model.lots.extend(lot, until);
  const later = (units: Units): Units => (units.lot === lot ? { ...units, expiresAt: until } : units);
  for (const hold of model.holds.values()) hold.units = hold.units.map(later);
  for (const known of model.known.values())
    if (known.units.some((units) => units.lot === lot)) known.ends.set(lot, Math.max(until, known.ends.get(lot) ?? 0));
  return { kind: 'extend', amount: [...places, ...held].reduce((sum, { amount }) => sum + amount, 0n) };
};

const reinstate = (
  model: Model,
  _command: Command,
  { lot, amount: asked, expiresAt }: Of<'reinstate'>,
  at: number,
): Expected => {
  const lapsed = model.expired.get(lot) ?? 0n;
  const amount = asked === 0n ? lapsed : asked;
  if (lapsed === 0n || amount > lapsed) return refuse('nothing_expired');
  if (expiresAt && expiresAt.getTime() <= at) return refuse('expiry_not_later');
  model.expired.set(lot, lapsed - amount);
  model.lots.put([{ lot: expiresAt ? lot : ever, amount, expiresAt: expiresAt?.getTime() ?? Infinity }]);
  return { kind: 'reinstate', amount };
};

const freeze = (model: Model): Expected => {
  model.status = 'frozen';
  return { kind: 'freeze', amount: 0n };
};

const unfreeze = (model: Model): Expected => {
  if (model.status !== 'frozen') return refuse('not_frozen');
  model.status = 'open';
  return { kind: 'unfreeze', amount: 0n };
};

const close = (model: Model): Expected => {
  const { active, pending, debt } = model.lots;
  if (active.size + pending.size + model.holds.size + model.sendings.size + model.exceptions.size > 0 || debt > 0n)
    return refuse('account_not_empty');
  model.status = 'closed';
  return { kind: 'close', amount: 0n };
};

export const corrections: Corrections = { open, adjust, extend, reinstate, freeze, unfreeze, close };

export const correct = <K extends keyof Corrections>(
  by: Corrections,
  model: Model,
  command: Command,
  kind: K,
  verb: Of<K>,
  at: number,
): Expected => by[kind](model, command, verb, at);
