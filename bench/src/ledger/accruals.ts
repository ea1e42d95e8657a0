import type { AccountId } from '@vafa/ledger/src/domain/account/account-id';
import type { Command } from '@vafa/ledger/src/domain/journal/command';
import type { PostCommands } from '@vafa/ledger/src/use-cases/journal/post-commands';
import { earn, endow, points, postAll, postOne } from './commands.ts';
import { Expectation } from './expectation.ts';
import { freshClub } from './fresh-club.ts';
import type { OpenLedger } from './open-ledger.ts';
import type { Work } from './work.ts';

export interface Accruals {
  readonly name: string;
  readonly inFlight: number;
  /** Among how many accounts; `calls`: each call has one of its own. */
  readonly accounts: number | 'calls';
  /** Among how many clubs, each with a rule of its own. Default 1. */
  readonly clubs?: number;
  readonly asked?: (account: AccountId, key: string) => Command;
  /** No account is in the writer's memory yet. */
  readonly cold?: boolean;
}

/** One accrual a call. Every account has one before, so that none of them is new. */
export const accruals = (
  ledger: OpenLedger,
  { name, inFlight, accounts, clubs = 1, asked = earn, cold = false }: Accruals,
): Work => ({
  name,
  inFlight,
  prepare: async (calls) => {
    const clubIds = Array.from({ length: clubs }, freshClub);
    const account = (n: number): AccountId => points(clubIds[n % clubs] as string, `mem_${String(n)}`);
    const expected = new Expectation();
    const count = accounts === 'calls' ? calls : accounts;
    const opening = Array.from({ length: count }, (_, n) => asked(account(n), 'opening'));
    for (const each of opening) expect(expected, each);
    await postAll(ledger.post, opening);
    const writer: PostCommands = cold ? ledger.coldWriter() : ledger.post;
    return {
      operate: (call) => {
        const command = asked(account(call % count), `n${String(call)}`);
        expect(expected, command);
        return postOne(writer, command);
      },
      check: () => expected.differences(ledger),
    };
  },
});

const expect = (expected: Expectation, { account, verb }: Command): void => {
  expected.add(account, { available: 'amount' in verb ? verb.amount : 0n });
};

/** The accruals that the table speaks of, among so many members. */
export const accrualWorks = (ledger: OpenLedger, members: number) => ({
  one: accruals(ledger, { name: 'accrue, one at a time', accounts: members, inFlight: 1 }),
  some: accruals(ledger, { name: 'accrue, 32 in flight', accounts: members, inFlight: 32 }),
  many: accruals(ledger, { name: 'accrue, 256 in flight', accounts: members, inFlight: 256 }),
  cold: accruals(ledger, {
    name: 'accrue, 32 in flight, accounts not in memory',
    inFlight: 32,
    accounts: 'calls',
    cold: true,
  }),
  spread: accruals(ledger, {
    name: 'endow many accounts, 32 in flight',
    accounts: members,
    inFlight: 32,
    asked: endow,
  }),
  hot: accruals(ledger, { name: 'endow one account, 32 in flight', inFlight: 32, accounts: 1, asked: endow }),
  hotLots: accruals(ledger, { name: 'accrue to one account, 32 in flight', inFlight: 32, accounts: 1 }),
  issuers: accruals(ledger, { name: 'accrue, 32 clubs and rules', accounts: members, inFlight: 32, clubs: 32 }),
});
