import { accruals } from './accruals.ts';
import type { BenchContext } from './bench-context.ts';
import type { RatioPlan } from './rounds.ts';
import {
  accrueInWallet,
  balanceOfWallet,
  loadAndAccrue,
  redeemInWallet,
  statementOfWallet,
  type Wallet,
} from './wallets.ts';
import type { Work } from './work.ts';

type Use = readonly [name: string, work: (wallet: Wallet) => Work];

const flat = { must: 0.9, aim: 1 };

/** What is done in accounts with a short and a long history. */
const uses: readonly Use[] = [
  ['accrue', (wallet) => accrueInWallet(wallet.ledger, wallet, 1)],
  ['redeem', (wallet) => redeemInWallet(wallet.ledger, wallet, 1)],
  ['balance', (wallet) => balanceOfWallet(wallet.ledger, wallet)],
  ['accrue after a restart', (wallet) => loadAndAccrue(wallet.ledger, wallet)],
  ['statement page at depth 100', (wallet) => statementOfWallet(wallet.ledger, wallet)],
];

/** The rows of --history: the same work where more happened before, over the same where less did. */
export const historyPlans = ({
  histories: [short, ...long],
  clubs: [few = 1, ...many],
  ledger,
}: BenchContext): RatioPlan[] => {
  if (!short) return [];
  // A page a hundred pages down is not there in the shortest history: the next one is its base.
  const [longer] = long;
  const inAccounts = uses.flatMap(([name, work]): RatioPlan[] => {
    const [from, ...to] = name.startsWith('statement') && longer ? long : [short, ...long];
    const base = work(from as Wallet);
    return to.map((wallet) => ({
      name: `${name}: ${wallet.entries.toLocaleString('en')} entries ÷ ${(from as Wallet).entries.toLocaleString('en')}`,
      work: work(wallet),
      base,
      ...flat,
    }));
  });
  const among = (accounts: number): Work =>
    accruals(ledger, { name: `accrue among ${accounts.toLocaleString('en')} accounts`, inFlight: 32, accounts });
  const base = among(few);
  return [
    ...inAccounts,
    ...many.map((accounts) => ({
      name: `accrue, 32 in flight: ${accounts.toLocaleString('en')} accounts ÷ ${few.toLocaleString('en')}`,
      work: among(accounts),
      base,
      ...flat,
    })),
  ];
};
