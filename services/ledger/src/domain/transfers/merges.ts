import { endOfDayAfter } from '@vafa/kernel';
import { parseAccount } from '../account/account-id.ts';
import type { AccountState, Lot } from '../account/account-state.ts';
import { nameFrom, nameIn, readLotName } from '../account/lot-name.ts';
import type { Command, Verb } from '../journal/command.ts';
import type { Commit } from '../journal/commit.ts';
import { drafted, refused } from '../journal/draft.ts';
import { postings, type Draw, type Entry, type EntryKind, type EntryOf, type LotDelta } from '../journal/entry.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;

const undoDays = 30;

/** What is done with a merged account itself; all else goes on to the account that it was merged into. */
const staying: ReadonlySet<Verb['kind']> = new Set(['merge', 'arrive', 'return']);

/** Where a command on an account is to be posted instead; undefined: on the account itself. */
export const elsewhere = ({ merged }: AccountState, { verb }: Command): string | undefined =>
  merged === undefined || staying.has(verb.kind) || (verb.kind === 'receive' && verb.origin !== undefined)
    ? undefined
    : merged.into;

const total = (units: readonly Draw[]): bigint => units.reduce((sum, { amount }) => sum + amount, 0n);

/** Units of an account that leave it, active and pending, and what they move. */
const leavingAll = (
  state: AccountState,
  is: (lot: Lot) => boolean,
): Pick<EntryOf<'merge'>, 'amount' | 'postings' | 'lots' | 'taken'> => {
  const of = (lots: AccountState['lots']): Draw[] =>
    lots.filter(is).map(({ id, amount, activeAt, expiresAt }) => ({
      lot: id,
      amount,
      ...(activeAt && { activeAt }),
      ...(expiresAt && { expiresAt }),
    }));
  const [active, pending] = [of(state.lots), of(state.pendingLots)];
  const delta =
    (place: LotDelta['place']) =>
    (unit: Draw): LotDelta => ({ ...unit, place, amount: -unit.amount });
  const amount = total(active) + total(pending);
  return {
    amount,
    postings: postings({ available: -total(active), pending: -total(pending), in_transit: amount }),
    lots: [...active.map(delta('active')), ...pending.map(delta('pending'))],
    taken: [...active, ...pending],
  };
};

/** Everything leaves for the other account, which answers for this one from now on. */
export const decideMerge = (state: AccountState, command: Of<'merge'>, at: Date): Entry => {
  const { into, undoUntil } = command.verb;
  if (state.merged) return refused(command, at, 'account_merged');
  if (state.holds.length > 0 || state.transfers || state.exceptions) return refused(command, at, 'account_busy');
  if (state.debt > 0n) return refused(command, at, 'account_owes');
  const until = undoUntil ?? endOfDayAfter(at, undoDays, command.terms?.unit?.timeZone ?? 'UTC');
  return drafted(command, at, {
    kind: 'merge',
    other: into,
    until,
    kin: state.kin ?? [],
    ...leavingAll(state, () => true),
  });
};

/** What is left of the units that came with the other account goes back, and it answers for itself again. */
export const decideUnmerge = (state: AccountState, command: Of<'unmerge'>, at: Date): Entry => {
  const { from } = command.verb;
  const origin = state.origins?.find(({ account }) => account === from);
  if (!origin) return refused(command, at, 'not_merged');
  if (origin.until < at) return refused(command, at, 'unmerge_too_late');
  const isTheirs = (lot: Pick<Lot, 'origin'>): boolean => lot.origin === from;
  if (state.holds.some((hold) => hold.draws.some(({ lot }) => isTheirs(readLotName(lot)))))
    return refused(command, at, 'account_busy');
  return drafted(command, at, { kind: 'unmerge', other: from, kin: state.kin ?? [], ...leavingAll(state, isTheirs) });
};

/** What two accounts are to each other: the other one's units came here, or this one's were there. */
export type Kinship = 'guest' | 'host';

export const kinshipOf = ({ origins = [] }: AccountState, other: string, via: readonly string[] = []): Kinship =>
  via.includes(other) || origins.some(({ account }) => account === other) ? 'guest' : 'host';

/** A lot of another account by its name in this one: units that were this one's own have their own name here. */
const nameHere = (account: string, other: string, kinship: Kinship, lot: string): string =>
  (kinship === 'host' ? nameIn(account, lot) : undefined) ?? nameFrom(other, lot);

/** The name that a lot gets where it comes in. */
export const arrivingAs = (account: string, from: string, lot: string, origin: Entry['origin']): string =>
  nameHere(account, from, origin === 'unmerged' ? 'host' : 'guest', lot);

const aboutLots: ReadonlySet<EntryKind> = new Set(['activate', 'expire', 'extend', 'reinstate']);

/** The lot of an accrual, or of what takes one back: that is named only where it is not the accrual's own. */
const lotOf = ({ kind, lot, target, absorbed }: Entry, named: (lot: string) => string): Pick<Entry, 'lot'> => {
  const own = kind === 'reverse_accrual' && absorbed !== undefined ? target : undefined;
  const known = lot ?? own;
  return known === undefined ? {} : { lot: named(known) };
};

/** Another account's commit, as decisions about this one read it: its lots by the names that they have here. */
export const seenFrom = (account: string, commit: Commit, kinship: Kinship): Commit => {
  const named = (lot: string): string => nameHere(account, commit.account, kinship, lot);
  const unit = <D extends Draw>(draw: D): D => ({ ...draw, lot: named(draw.lot) });
  // The same kind with the same fields, under other names.
  const renamed = (entry: Entry): object => ({
    ...entry,
    lots: entry.lots.map(unit),
    ...(entry.taken && { taken: entry.taken.map(unit) }),
    ...lotOf(entry, named),
    ...(entry.target !== undefined && aboutLots.has(entry.kind) && { target: named(entry.target) }),
  });
  return { ...commit, entries: commit.entries.map((entry) => renamed(entry) as Entry) };
};

/** The names that lots of this account have in the other one. */
export const namesThere = (
  account: string,
  other: string,
  kinship: Kinship,
  lots: readonly string[],
): readonly string[] =>
  kinship === 'host' ? lots.map((lot) => nameFrom(account, lot)) : lots.flatMap((lot) => nameIn(other, lot) ?? []);

export const redirected = (command: Command, into: string): Command => ({ ...command, account: parseAccount(into) });
