import { createHash } from 'node:crypto';
import type { Clock } from '@vafa/kernel';
import { toEntryMessage } from '../../src/adapters/messages/to-entry-message.ts';
import { toOutcomeMessage } from '../../src/adapters/messages/to-outcome-message.ts';
import { exportText } from '../../src/adapters/text/export-text.ts';
import { parseAccount } from '../../src/domain/account/account-id.ts';
import { costPerThousand } from '../../src/domain/reports/cost.ts';
import { AccountsAt } from '../../src/use-cases/reports/accounts-at.ts';
import type { CommitStore } from '../../src/use-cases/ports/commit-store.ts';
import { ExportJournal } from '../../src/use-cases/reports/export-journal.ts';
import { GetBalances } from '../../src/use-cases/account/get-balances.ts';
import { GetOutcomes } from '../../src/use-cases/account/get-outcomes.ts';
import { GetStatement } from '../../src/use-cases/account/get-statement.ts';
import type { JournalReader } from '../../src/use-cases/ports/journal-reader.ts';
import { MeasureLiability } from '../../src/use-cases/reports/measure-liability.ts';
import { SummariseLedger } from '../../src/use-cases/reports/summarise-ledger.ts';
import { GetTrialBalance } from '../../src/use-cases/reports/trial-balance.ts';
import type { UnitStore } from '../../src/use-cases/ports/unit-store.ts';

const club = 'demo';
const noUnits: UnitStore = { list: () => Promise.resolve([]), put: () => Promise.resolve(false) };
const everyEntry = 100_000;
/** In one question. */
const keysMax = 100;

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? String(each) : each)));
const digest = (value: unknown): string =>
  createHash('sha256')
    .update(typeof value === 'string' ? value : JSON.stringify(plain(value)))
    .digest('hex');

const together = async (parts: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const part of parts) text += part;
  return text;
};

/** All that a ledger says of a club's journal, as others see it; digests of what is long. */
export const toldOf = async (reader: JournalReader, store: CommitStore, clock: Clock): Promise<unknown> => {
  const accounts: string[] = [];
  for await (const account of reader.accounts(club)) accounts.push(account);
  const members = [...new Set(accounts.map((account) => parseAccount(account).memberId))];
  const balances = new GetBalances(reader, store, clock);
  const statement = new GetStatement(reader);
  const outcomes = new GetOutcomes(store);
  const told = [];
  for (const account of accounts) {
    const { entries } = await statement.execute(parseAccount(account), undefined, everyEntry);
    const keys = entries.map(({ entry }) => entry.key);
    const answers = [];
    for (let from = 0; from < keys.length; from += keysMax)
      answers.push(
        ...(await outcomes.execute(parseAccount(account), keys.slice(from, from + keysMax))).map(
          (each) => each && toOutcomeMessage(each),
        ),
      );
    told.push({
      account,
      entries: entries.length,
      statement: digest(entries.map(toEntryMessage)),
      outcomes: digest(answers),
    });
  }
  const heads = new AccountsAt(reader);
  const journal = new ExportJournal(reader, noUnits, clock);
  return plain({
    accounts: told,
    balances: await Promise.all(
      members.map(async (member) => ({ member, balances: await balances.execute(club, member) })),
    ),
    summary: await new SummariseLedger(reader, store, clock).execute(club, 'points', 10),
    trialBalance: await new GetTrialBalance(heads, store, noUnits, clock).execute({ clubId: club }),
    liability: await new MeasureLiability(heads, noUnits, clock).execute({ clubId: club }, costPerThousand(1_000n)),
    csv: digest(await together(exportText(journal.execute({ clubId: club }), 'csv'))),
    jsonl: digest(await together(exportText(journal.execute({ clubId: club }), 'jsonl'))),
  });
};
