// A process that writes to a journal until it is killed: started by kill-writers.ts. It tells its parent of each
// outcome, and nothing else: what it did not tell may be there or not.
import { systemClock } from '@vafa/kernel';
import { accountText, parseAccount } from '../../src/domain/account/account-id.ts';
import type { Command } from '../../src/domain/journal/command.ts';
import { HmacSeal } from '../../src/adapters/crypto/hmac-seal.ts';
import { Journal } from '../../src/use-cases/journal/journal.ts';
import { accrue, burn, hold, voided } from '../commands.ts';
import { openJournalAt, testMasterKey } from '../journal-on-engine.ts';
import { randomFrom } from './random.ts';

export interface WriterOptions {
  readonly uri: string;
  readonly database: string;
  /** No other writer of the run has it: keys are made of it. */
  readonly name: string;
  readonly seed: number;
  readonly accounts: readonly string[];
  readonly inFlight: number;
}

/** What a writer was told by the journal. */
export interface Told {
  readonly key: string;
  readonly account: string;
  readonly refusal?: string;
  /** What it did to the available balance. */
  readonly moved: string;
}

const { uri, database, name, seed, accounts, inFlight } = JSON.parse(process.argv[2] ?? '') as WriterOptions;
const random = randomFrom(seed);
const { store } = await openJournalAt(uri, database);
const journal = new Journal(store, new HmacSeal(testMasterKey), systemClock);
let made = 0;

const next = (): Command => {
  const account = parseAccount(accounts[random(accounts.length)] as string);
  const key = `c:${name}:${String(++made)}`;
  const amount = BigInt(random(40) + 1);
  const dice = random(10);
  if (dice < 5)
    return accrue(amount, { account, key, ...(dice === 0 && { expiresAt: new Date(Date.now() + random(3_000)) }) });
  if (dice < 8) return burn(amount, { account, key });
  return dice === 8
    ? hold(amount, { account, key, owner: name })
    : voided(`c:${name}:${String(made - 1 - random(50))}`, { account, key, owner: name });
};

const write = async (): Promise<never> => {
  for (;;) {
    const commands = Array.from({ length: random(4) + 1 }, next);
    const outcomes = await journal.post(commands);
    process.send?.(
      outcomes.map(({ key, refusal, recorded }, index): Told => {
        const moved =
          recorded?.entry.postings.reduce((sum, { book, amount }) => (book === 'available' ? sum + amount : sum), 0n) ??
          0n;
        return {
          key,
          account: accountText((commands[index] as Command).account),
          ...(refusal !== undefined && { refusal }),
          moved: String(moved),
        };
      }),
    );
  }
};

process.once('disconnect', () => process.exit());
await Promise.all(Array.from({ length: inFlight }, write));
