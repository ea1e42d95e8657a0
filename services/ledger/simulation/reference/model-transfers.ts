import type { Command, Verb } from '../../src/domain/journal/command.ts';
import { refuse, type Model, type Expected } from './model.ts';
import { ever, gracious } from './model-lots.ts';
import { afterClaims, bookOf } from './model-reversals.ts';

type Of<K extends Verb['kind']> = Extract<Verb, { kind: K }>;

export const send = (model: Model, key: string, { amount }: Of<'send'>): Expected => {
  if (amount > model.lots.available) return refuse('balance_too_low');
  model.move('in_transit', amount);
  model.sendings.add(key);
  return { kind: 'send', amount, units: model.lots.take(amount).units };
};

/** Expiring units of another account are told apart from one's own. */
export const receive = (model: Model, { from, units }: Of<'receive'>): Expected => {
  // Each is named by what was there before any of them came.
  model.lots.put(
    units.map(({ lot, amount, expiresAt }) => ({
      lot: expiresAt ? model.apart(`${from}~${lot}`, expiresAt.getTime()) : ever,
      amount,
      expiresAt: expiresAt?.getTime() ?? Infinity,
    })),
  );
  const amount = units.reduce((sum, each) => sum + each.amount, 0n);
  model.move('in_transit', -amount);
  return { kind: 'receive', amount };
};

export const endTransfer = (
  model: Model,
  { terms }: Command,
  { kind, sendKey }: Of<'arrive' | 'return'>,
  at: number,
): Expected => {
  const sent = model.known.get(sendKey);
  if (sent?.kind !== 'send') return refuse('transfer_not_found');
  if (!model.sendings.delete(sendKey)) return refuse('transfer_ended');
  if (kind === 'return') {
    model.lots.put(afterClaims(model, gracious(model.extended(sent, sent.units), at, terms?.graceUntil)));
    model.move('in_transit', -sent.amount);
  }
  return { kind, amount: sent.amount };
};

const owed = (model: Model, verb: Verb): { readonly amount: bigint; readonly book: string } => {
  switch (verb.kind) {
    case 'accrue':
      return { amount: verb.amount, book: 'issuance' };
    case 'burn':
    case 'capture':
      return { amount: -verb.amount, book: 'redemption' };
    case 'reverse': {
      const book = bookOf(model.known.get(verb.entryKey));
      return { amount: book === 'redemption' ? verb.amount : -verb.amount, book };
    }
    default:
      return { amount: 0n, book: 'suspense' };
  }
};

/** What a finished sale did and the account could not take. */
export const suspend = (model: Model, { key, verb }: Command): Expected => {
  const exception = owed(model, verb);
  model.except(key, exception);
  if (exception.amount !== 0n) model.isUsed = true;
  return { kind: 'suspend', ...exception };
};

export const settle = (model: Model, { exceptionKey, into }: Of<'settle'>): Expected => {
  const open = model.exceptions.get(exceptionKey);
  if (!open) return refuse(model.hadException.has(exceptionKey) ? 'exception_settled' : 'exception_not_found');
  model.exceptions.delete(exceptionKey);
  model.move('suspense', -open.amount);
  const { amount } = open;
  if (into === 'club') model.atClubsCost.set(exceptionKey, amount < 0n ? -amount : amount);
  if (into === 'account' && amount > 0n) model.lots.put([{ lot: ever, amount, expiresAt: Infinity }]);
  if (into === 'account' && amount < 0n) model.lots.debt += model.lots.take(-amount).short;
  return { kind: 'settle', amount };
};
