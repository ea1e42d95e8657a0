import { dayMs } from '@vafa/kernel';
import type { AccountState } from '../src/domain/account/account-state.ts';
import type { Command } from '../src/domain/journal/command.ts';
import { decide } from '../src/domain/journal/decide.ts';
import { postings, type Entry } from '../src/domain/journal/entry.ts';
import type { History } from '../src/domain/journal/history.ts';
import { draw, leaving } from '../src/domain/account/lots.ts';
import type { Outcome } from '../src/domain/journal/outcome.ts';
import { appendedAll } from './planted-stores.ts';
import type { Plant, Posting } from './plant.ts';
import { applied, type Follow } from './projection.ts';

type Entries = ReturnType<typeof decide>;

/** The first entry changed, or none. */
const changing =
  (change: (entry: Entry, state: AccountState, command: Command, at: Date) => Entry): typeof decide =>
  (state, command, history, at) => {
    const [first, ...others] = decide(state, command, history, at);
    return [change(first, state, command, at), ...others];
  };

const later = (at: Date): Date => new Date(at.getTime() + 30 * dayMs);

export const lotRestoredWithNewExpiry: Plant = {
  rules: changing((entry, _state, _command, at) =>
    entry.kind === 'reverse_burn'
      ? { ...entry, lots: entry.lots.map((lot) => (lot.expiresAt ? { ...lot, expiresAt: later(at) } : lot)) }
      : entry,
  ),
};

/** Whoever captures what was captured already is given it from the lots that are there. */
export const holdCapturedTwice: Plant = {
  rules: changing((entry, state, { verb }) => {
    const known = entry.refusal === 'hold_ended' || entry.exception?.refusal === 'hold_ended';
    if (!known || verb.kind !== 'capture' || state.available < 1n) return entry;
    const { exception: _exception, refusal: _refusal, ...kept } = entry;
    const { draws } = draw(state.lots, 1n);
    return {
      ...kept,
      kind: 'capture',
      amount: 1n,
      target: verb.holdKey,
      postings: postings({ available: -1n, redemption: 1n }),
      lots: leaving(draws),
      taken: draws,
    } as Entry;
  }),
};

export const expiryOrderIgnored: Plant = {
  rules: (state, command, history, at) => decide({ ...state, lots: state.lots.toReversed() }, command, history, at),
};

const forgetful = (history: History): History => Object.assign(history.copy(), { reversed: () => 0n });

export const reversalBeyondOriginal: Plant = {
  rules: (state, command, history, at) =>
    decide(state, command, command.verb.kind === 'reverse' ? forgetful(history) : history, at),
};

export const capIgnored: Plant = {
  rules: (state, { terms, ...command }, history, at) =>
    decide(
      state,
      { ...command, ...(terms && { terms: terms.cap === undefined ? terms : { ...terms, cap: 10n ** 9n } }) },
      history,
      at,
    ),
};

export const keyNotChecked: Plant = { checkKeys: false };

/** A duplicate key is taken for one's own write. */
export const duplicateTakenForSuccess: Plant = { store: (store) => appendedAll(store) };

/** Balances are answered from what this process saw last. */
export const staleCacheTrusted: Plant = {
  balances: (balances, seen) => ({
    execute: async (clubId, memberId, asOf) =>
      (await balances.execute(clubId, memberId, asOf)).map(
        (balance) => (asOf ? undefined : seen({ clubId, memberId, unit: balance.unit })) ?? balance,
      ),
  }),
};

class Unwritten extends Error {
  constructor(readonly outcome: Outcome) {
    super('refused');
  }
}

const refusedUnwritten = ([first, ...others]: Entries): Entries => {
  if (first.refusal !== undefined) throw new Unwritten({ key: first.key, refusal: first.refusal, repeated: false });
  return [first, ...others];
};

/** A refusal is answered at once, and nothing is kept of it. */
const answeringRefusals = (journal: Posting): Posting => {
  const postOne = async (command: Command): Promise<Outcome> => {
    for (;;) {
      try {
        return (await journal.post([command]))[0] as Outcome;
      } catch (error) {
        if (!(error instanceof Unwritten)) throw error;
        if (error.outcome.key === command.key) return error.outcome;
      }
    }
  };
  return { post: (commands) => Promise.all(commands.map(postOne)) };
};

export const refusalNotWritten: Plant = {
  rules: (state, command, history, at) =>
    command.key.startsWith('e:receive:')
      ? decide(state, command, history, at)
      : refusedUnwritten(decide(state, command, history, at)),
  journal: answeringRefusals,
};

/** No answer is taken for no effect, and the command is posted again under another key. */
export const laterLandingTakenForFailure: Plant = {
  journal: (journal) => ({
    post: (commands) =>
      journal
        .post(commands)
        .catch(async () =>
          (await journal.post(commands.map((command) => ({ ...command, key: `${command.key}:again` })))).map(
            (outcome, index) => ({ ...outcome, key: commands[index]?.key ?? '' }),
          ),
        ),
  }),
};

/** The mark that finds a transfer is taken off before it has ended. */
export const transitForgotten: Plant = {
  transfers: (transfers) => ({
    page: async (limit, after) => {
      const page = await transfers.page(limit, after);
      await transfers.ended(page.sendings.map(({ commitId }) => commitId));
      return page;
    },
    ended: () => Promise.resolve(),
  }),
};

/** Units that are sent are booked as spent. */
export const transitBookedAsSpent: Plant = {
  rules: changing((entry) =>
    entry.kind === 'send'
      ? {
          ...entry,
          postings: entry.postings.map((posting) =>
            posting.book === 'in_transit' ? { ...posting, book: 'redemption' as const } : posting,
          ),
        }
      : entry,
  ),
};

/** An event is new when its offset is. */
const followOffsets: Follow = (known, { event, offset }) =>
  Promise.resolve(offset <= known.offset ? known : applied(known, event, offset));
export const offsetDeduplicates: Plant = { follow: followOffsets };

/** Whatever is later than the last is applied, and what lies between is not asked for. */
const skipGaps: Follow = (known, { event, offset }) =>
  Promise.resolve(event.sequence <= known.sequence ? known : applied(known, event, offset));
export const gapSkipped: Plant = { follow: skipGaps };
