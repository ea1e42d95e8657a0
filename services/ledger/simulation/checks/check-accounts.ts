import { accountText, parseAccount } from '../../src/domain/account/account-id.ts';
import type { Command } from '../../src/domain/journal/command.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { Replay, reversedTogether, type Shared } from '../../src/domain/journal/replay.ts';
import { quickSeal } from '../ledger-process.ts';
import type { MemoryJournal } from '../memory-journal.ts';
import type { World } from '../link.ts';
import type { Operation } from '../operation.ts';
import type { Tally } from '../tally.ts';
import { CompareWithModel } from './compare-with-model.ts';
import type { PastMoment } from './check-moment.ts';
import { Laws } from './laws.ts';

const told = { cause: '', reason: '', reference: '' };

/** What the courier must have asked for: the end of a transfer that the sender's journal shows. */
const byCourier = (journal: MemoryJournal, account: string, { key }: Entry): Command | undefined => {
  const [, kind, rest = ''] = /^e:(receive|arrive|return):(.*)$/u.exec(key) ?? [];
  const command = { account: parseAccount(account), key, ...told };
  if (kind === 'arrive' || kind === 'return') return { ...command, verb: { kind, sendKey: rest } };
  if (kind !== 'receive') return undefined;
  const from = rest.slice(0, rest.indexOf('#'));
  const sendKey = rest.slice(rest.indexOf('#') + 1);
  const sent = journal.under(from, [sendKey])[0]?.entries.find((entry) => entry.key === sendKey);
  if (sent?.kind !== 'send' || sent.other !== account) return undefined;
  const units = sent.lots.map(({ lot, amount, expiresAt }) => ({
    lot,
    amount: -amount,
    ...(expiresAt && { expiresAt }),
  }));
  return { ...command, verb: { kind: 'receive', from, units } };
};

const finishedVerbs = ['accrue', 'burn', 'capture', 'reverse'];

/**
 * Each account by itself: the ledger's own replay, the laws, and the model. Answers what balances were at some moments
 * in between, by the model.
 */
export const checkAccounts = (
  journal: MemoryJournal,
  operations: ReadonlyMap<string, Operation>,
  { tally, random, timeline }: World,
): PastMoment[] => {
  // Past for every process, also for one whose clock is slow.
  const past = timeline.now - 2 * 3_600_000;
  const moments: PastMoment[] = [];
  const shared: Shared[] = [];
  for (const account of journal.accounts.keys()) {
    const commandOf = (entry: Entry): Command | undefined =>
      operations.get(`${account} ${entry.key}`)?.command ?? byCourier(journal, account, entry);
    const replay = new Replay(account, (text) => quickSeal.sign(text));
    const laws = new Laws(commandOf, (law, detail) => tally.flaw(`law ${law}`, detail));
    const model = new CompareWithModel(
      commandOf,
      (what, detail) => tally.flaw(`model ${what}`, detail),
      (kind) => tally.note(kind),
    );
    const commits = journal.commitsOf(account);
    const remembered = random.between(0, commits.length - 1);
    for (const [index, commit] of commits.entries()) {
      tally.commits++;
      tally.entries += commit.entries.length;
      for (const { code, detail } of replay.take(commit)) tally.flaw(`verify ${code}`, `${commit.id}: ${detail}`);
      laws.take(commit);
      model.take(commit);
      const next = commits[index + 1];
      if (index !== remembered || !next || next.at.getTime() > past || next.at.getTime() - commit.at.getTime() < 2)
        continue;
      const moment = random.between(commit.at.getTime(), next.at.getTime() - 1);
      const balances = model.balancesAt(moment);
      if (balances) moments.push({ account: parseAccount(account), at: new Date(moment), balances });
    }
    laws.end();
    shared.push(...[replay.shared()].filter((each) => each !== undefined));
  }
  for (const { account, code, detail } of reversedTogether(shared))
    tally.flaw(`verify ${code}`, `${account}: ${detail}`);
  return moments;
};

/** What tells of a finished sale was not refused. */
export const checkFinished = (operations: Iterable<Operation>, tally: Tally): void => {
  for (const { command, outcome, id, only } of operations) {
    if (!only && command.finished && finishedVerbs.includes(command.verb.kind) && outcome?.refusal !== undefined)
      tally.flaw('finished sale refused', `${id} on ${accountText(command.account)}: ${outcome.refusal}`);
  }
};
