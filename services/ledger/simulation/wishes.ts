import { dayMs } from '@vafa/kernel';
import { accountText } from '../src/domain/account/account-id.ts';
import type { Command } from '../src/domain/journal/command.ts';
import { plainPoints } from '../src/domain/time/unit.ts';
import type { Guess } from './guess.ts';
import type { Random } from './random.ts';

/** How often what is wished for. */
export const wishes = {
  accrue: 26,
  burn: 14,
  hold: 11,
  capture: 9,
  void: 3,
  reverse_accrual: 5,
  reverse_burn: 6,
  open: 2,
  adjust: 5,
  extend: 3,
  reinstate: 2.5,
  send: 8,
  freeze: 2,
  unfreeze: 2,
  close: 0.2,
  settle: 3,
  overdraw: 2,
  mistake: 5,
} satisfies Record<string, number>;

/** What ties accounts to others; the model of the simulation knows none of it. */
export const ties = { merge: 1, unmerge: 2, join: 1.5, leave: 1 } satisfies Record<string, number>;

export type Wish = keyof typeof wishes | keyof typeof ties;
type Told = Pick<Command, 'verb'> & Partial<Pick<Command, 'finished' | 'terms'>>;

export interface Moment {
  readonly random: Random;
  readonly now: number;
  /** Another account of the same club and unit. */
  readonly other: string;
}

/** A limit that the club's rules put on a budget at the moment. */
const caps = [200n, 500n, 2_000n];
const isBudget = ({ account }: Guess): boolean => account.unit === 'budget';
const clerk = { person: 'usr_clerk', role: 'service_agent' };

const takenOut = <T>(random: Random, list: T[]): T | undefined =>
  list.length === 0 ? undefined : list.splice(random.between(0, list.length - 1), 1)[0];
const later = (random: Random, now: number, least: number, most: number): Date =>
  new Date(Math.floor(now) + random.between(least * 24, most * 24) * 3_600_000);

const accrue = (_guess: Guess, { random, now }: Moment): Told => {
  const activeAt = random.chance(0.2) ? { activeAt: later(random, now, 0, 2) } : {};
  const expiresAt = random.chance(0.6) ? { expiresAt: later(random, now, 3, 25) } : {};
  const basis = random.chance(0.3)
    ? { basis: { ruleId: 'rul_1', ruleVersion: 1, base: 1_000n, points: 1n, perAmount: 10n } }
    : {};
  const finished = random.chance(0.5) && {
    finished: true,
    ...(random.chance(0.1) && { terms: { unit: { ...plainPoints, most: 150n } } }),
  };
  return {
    verb: { kind: 'accrue', amount: random.amount(1n, 200n), ...activeAt, ...expiresAt, ...basis },
    ...finished,
  };
};

/** Part of what seems to be there; of a budget, what its cap seems to leave. */
const spending = (
  guess: Guess,
  { random }: Moment,
): { readonly amount: bigint; readonly terms?: Command['terms'] } | undefined => {
  const terms = isBudget(guess) ? { cap: random.pick(caps) } : undefined;
  const room = guess.available + (terms?.cap ?? 0n);
  if (room <= 1n) return undefined;
  const amount = random.amount(1n, room / 3n + 1n);
  guess.available -= amount;
  return { amount, ...(terms && { terms }) };
};

const burn = (guess: Guess, moment: Moment): Told | undefined => {
  const spent = spending(guess, moment);
  return (
    spent && {
      verb: { kind: 'burn', amount: spent.amount },
      ...(spent.terms && { terms: spent.terms }),
      ...(moment.random.chance(0.3) && { finished: true }),
    }
  );
};

const hold = (guess: Guess, moment: Moment): Told | undefined => {
  const spent = spending(guess, moment);
  return (
    spent && {
      verb: { kind: 'hold', amount: spent.amount, owner: moment.random.pick(['sal_1', 'sal_2']) },
      ...(spent.terms && { terms: spent.terms }),
    }
  );
};

const capture = ({ holds }: Guess, { random }: Moment): Told | undefined => {
  // Now and then the same hold is captured again.
  const held = random.chance(0.9) ? takenOut(random, holds) : holds.at(-1);
  const amount = held && (random.chance(0.6) ? 0n : random.amount(1n, held.amount));
  return held && amount !== undefined
    ? {
        verb: { kind: 'capture', holdKey: held.key, owner: held.owner, amount },
        ...(random.chance(0.4) && { finished: true }),
      }
    : undefined;
};

const voided = ({ holds }: Guess, { random }: Moment): Told | undefined => {
  const held = takenOut(random, holds);
  return held && { verb: { kind: 'void', holdKey: held.key, owner: random.chance(0.95) ? held.owner : 'sal_other' } };
};

const reverse = (targets: Guess['burns'], { random, now }: Moment): Told | undefined => {
  const target = random.chance(0.7) ? takenOut(random, targets) : targets.at(-1);
  if (!target) return undefined;
  const amount = random.chance(0.5) ? 0n : random.amount(1n, target.left > 1n ? target.left / 2n : 1n);
  const terms = random.chance(0.4) ? { terms: { graceUntil: later(random, now, 3, 9) } } : {};
  const policy = random.chance(0.7) ? 'unlimited' : 'within_balance';
  return {
    verb: { kind: 'reverse', entryKey: target.key, amount, policy },
    ...terms,
    ...(random.chance(0.3) && { finished: true }),
  };
};

const adjust = ({ available }: Guess, { random, now }: Moment): Told => {
  const up = random.chance(0.6) || available <= 1n;
  const size = up ? random.amount(1n, 120n) : random.amount(1n, available);
  const by = { ...clerk, ...(random.chance(0.7) && { approver: 'usr_lead' }) };
  const expiresAt = up && random.chance(0.4) ? { expiresAt: later(random, now, 5, 30) } : {};
  return {
    verb: {
      kind: 'adjust',
      amount: up ? size : -size,
      by,
      policy: random.chance(0.5) ? 'unlimited' : 'within_balance',
      ...expiresAt,
    },
    terms: { approvalAbove: 100n },
  };
};

const extend = ({ lots }: Guess, { random, now }: Moment): Told | undefined => {
  const lot = lots.findLast((each) => each.expiresAt > now && random.chance(0.5));
  return (
    lot && {
      verb: { kind: 'extend', lot: lot.key, expiresAt: new Date(lot.expiresAt + random.between(1, 20) * dayMs) },
    }
  );
};

const reinstate = ({ lots }: Guess, { random, now }: Moment): Told | undefined => {
  const lot = lots.findLast((each) => each.expiresAt < now && random.chance(0.5));
  return (
    lot && {
      verb: {
        kind: 'reinstate',
        lot: lot.key,
        amount: random.chance(0.6) ? 0n : random.amount(1n, 20n),
        ...(random.chance(0.6) && { expiresAt: later(random, now, 3, 20) }),
      },
    }
  );
};

const send = (guess: Guess, { random, now, other }: Moment): Told | undefined => {
  if (guess.available <= 1n) return undefined;
  const amount = random.amount(1n, guess.available / 3n + 1n);
  guess.available -= amount;
  return {
    verb: { kind: 'send', amount, to: other },
    ...(random.chance(0.2) && { terms: { graceUntil: later(random, now, 3, 9) } }),
  };
};

const open = (guess: Guess, { random, now }: Moment): Told | undefined => {
  if (guess.isOpened && !random.chance(0.1)) return undefined;
  guess.isOpened = true;
  const lots = Array.from({ length: random.between(1, 4) }, () => ({
    amount: random.amount(1n, 100n),
    ...(random.chance(0.3) && { activeAt: later(random, now, 0, 5) }),
    ...(random.chance(0.6) && { expiresAt: later(random, now, 6, 40) }),
  }));
  return { verb: { kind: 'open', lots } };
};

const life = (kind: 'freeze' | 'unfreeze' | 'close'): Told => ({ verb: { kind } });

const settle = ({ exceptions }: Guess, { random }: Moment): Told | undefined => {
  const key = takenOut(random, exceptions);
  return key === undefined
    ? undefined
    : { verb: { kind: 'settle', exceptionKey: key, into: random.chance(0.5) ? 'account' : 'club', by: clerk } };
};

/** A sale without network spent what is not there. */
const overdraw = (guess: Guess, { random }: Moment): Told => ({
  verb: { kind: 'burn', amount: (guess.available > 0n ? guess.available : 0n) + random.amount(1n, 2_500n) },
  ...(isBudget(guess) ? { terms: { cap: random.pick(caps) } } : random.chance(0.6) && { finished: true }),
});

/** Asks for what cannot be. */
const mistake = ({ holds, burns, lots, exceptions, available }: Guess, { random, now }: Moment): Told => {
  const held = holds.at(-1);
  const spent = burns.at(-1);
  const lot = lots.at(-1)?.key ?? 'c:unknown';
  return random.pick<Told>([
    {
      verb: {
        kind: 'capture',
        holdKey: held?.key ?? 'c:unknown',
        owner: held?.owner ?? 'sal_1',
        amount: (held?.amount ?? 0n) + 1n,
      },
    },
    { verb: { kind: 'void', holdKey: spent?.key ?? 'c:unknown', owner: 'sal_1' } },
    {
      verb: {
        kind: 'reverse',
        entryKey: spent?.key ?? 'c:unknown',
        amount: (spent?.left ?? 0n) + 1n,
        policy: 'unlimited',
      },
      ...(random.chance(0.2) && { finished: true }),
    },
    {
      verb: {
        kind: 'reverse',
        entryKey: held?.key ?? exceptions[0] ?? 'c:unknown',
        amount: 0n,
        policy: 'within_balance',
      },
    },
    { verb: { kind: 'adjust', amount: -(available > 0n ? available : 0n) - 5n, by: clerk, policy: 'within_balance' } },
    { verb: { kind: 'extend', lot, expiresAt: new Date(Math.floor(now)) } },
    { verb: { kind: 'reinstate', lot, amount: 10n ** 6n } },
    { verb: { kind: 'settle', exceptionKey: spent?.key ?? 'c:unknown', into: 'club', by: clerk } },
    { verb: { kind: 'close' } },
  ]);
};

const tellers: Readonly<Record<Wish, (guess: Guess, moment: Moment) => Told | undefined>> = {
  accrue,
  burn,
  hold,
  capture,
  void: voided,
  reverse_accrual: (guess, moment) => reverse(guess.accruals, moment),
  reverse_burn: (guess, moment) => reverse(guess.burns, moment),
  open,
  adjust,
  extend,
  reinstate,
  send,
  freeze: (guess, { random }) =>
    guess.status === 'open' && !accountText(guess.account).includes('hot') && random.chance(0.7)
      ? life('freeze')
      : undefined,
  unfreeze: (guess, { random }) => (guess.status === 'frozen' || random.chance(0.02) ? life('unfreeze') : undefined),
  close: (guess, { random }) => (guess.available === 0n && random.chance(0.5) ? life('close') : undefined),
  settle,
  overdraw,
  mistake,
  merge: (_guess, { other }) => ({ verb: { kind: 'merge', into: other } }),
  unmerge: ({ guests }, { random, other }) => ({ verb: { kind: 'unmerge', from: takenOut(random, guests) ?? other } }),
  join: ({ account }, { random }) => ({
    verb: { kind: 'join', pool: accountText({ ...account, memberId: 'home' }), share: random.between(1, 100) },
  }),
  leave: () => ({ verb: { kind: 'leave' } }),
};

/** What a client asks of an account; undefined when it knows of nothing to ask it about. */
export const told = (wish: Wish, guess: Guess, moment: Moment): Told | undefined => tellers[wish](guess, moment);
