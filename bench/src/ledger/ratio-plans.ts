import type { Floor } from '../floor.ts';
import { accrualWorks } from './accruals.ts';
import { postgresUrl, type BenchContext } from './bench-context.ts';
import { redeemByMedici } from './medici-wallet.ts';
import type { RatioPlan } from './rounds.ts';
import { balanceRead, firstBalanceRead, noOpCall, postBatches } from './served-ledger.ts';
import { holdAndCapture, redeemOverLots } from './spending.ts';
import { transferWork } from './transfers.ts';
import { redeemInWallet, statementOfWallet } from './wallets.ts';
import type { Work } from './work.ts';

const floorWork = (floor: Floor, name: string, inFlight: number): Work => ({
  name,
  inFlight,
  prepare: async (calls) => {
    const before = await floor.count();
    return {
      operate: () => floor.insert(),
      check: async () => {
        const there = (await floor.count()) - before;
        return there === calls ? [] : [`${String(there)} documents instead of ${String(calls)}`];
      },
    };
  },
});

const sizeText = (entries: number): string =>
  entries >= 1_000 ? `10^${String(Math.log10(entries))}` : String(entries);

const statementPlans = ({ statements }: BenchContext): RatioPlan[] => {
  const [first, ...others] = statements.map((wallet) => ({ wallet, page: statementOfWallet(wallet.ledger, wallet) }));
  if (!first) return [];
  return others.map(({ wallet, page }) => ({
    name: `statement page at depth 100: ${sizeText(wallet.entries)} entries ÷ ${sizeText(first.wallet.entries)}`,
    work: page,
    base: first.page,
    must: 0.9,
    aim: 1,
  }));
};

const mediciPlans = ({ ledger, wallet, medici }: BenchContext): RatioPlan[] =>
  [32, 1].map((inFlight) => ({
    name: `redeem, wallet of ${wallet.entries.toLocaleString('en')} entries, ${inFlight === 1 ? 'one at a time' : '32 in flight'} ÷ Medici`,
    work: redeemInWallet(ledger, wallet, inFlight),
    base: redeemByMedici(medici, wallet.entries, inFlight),
    ...(inFlight === 32 && { must: 10, aim: 50 }),
  }));

const postgresPlans = (context: BenchContext, { one, some, issuers }: ReturnType<typeof accrualWorks>): RatioPlan[] => {
  if (postgresUrl === undefined) return [];
  const { transfers } = context;
  return [
    { name: 'accrue, one at a time ÷ transfer on PostgreSQL', work: one, base: transferWork(transfers, 1) },
    {
      name: 'accrue, 32 in flight, 32 issuers ÷ transfer on PostgreSQL',
      work: issuers,
      base: transferWork(transfers, 32),
    },
    {
      name: 'accrue, 32 in flight, one issuer ÷ transfer on PostgreSQL',
      work: some,
      base: transferWork(transfers, 32, 1),
    },
  ];
};

/** The rows of `npm run bench -- ledger`. What has no `must` is there to explain the others. */
export const ratioPlans = (context: BenchContext): RatioPlan[] => {
  const { ledger, floor, floorLikeJournal, served, members } = context;
  const [f1, f32, f32Again] = [
    floorWork(floor, 'floor F(1): insertOne, one at a time', 1),
    floorWork(floor, 'floor F(32): insertOne, 32 in flight', 32),
    floorWork(floor, 'F(32) again', 32),
  ];
  const work = accrualWorks(ledger, members);
  return [
    { name: 'A/A: F(32) again ÷ F(32)', work: f32Again, base: f32, isNoise: true },
    {
      name: 'A/A: accrue again ÷ accrue, 32 in flight',
      work: { ...work.some, name: 'accrue, 32 in flight, again' },
      base: work.some,
    },
    {
      name: 'F(32) with the indexes of the journal ÷ F(32)',
      work: floorWork(floorLikeJournal, 'F(32) with indexes', 32),
      base: f32,
    },
    { name: 'accrue, one at a time ÷ F(1)', work: work.one, base: f1, must: 0.5, aim: 0.8 },
    { name: 'accrue, 32 in flight ÷ F(32)', work: work.some, base: f32, must: 2, aim: 3 },
    { name: 'accrue, 256 in flight ÷ F(32)', work: work.many, base: f32, must: 3, aim: 6 },
    { name: 'accrue, 32 in flight, accounts not in memory ÷ F(32)', work: work.cold, base: f32 },
    {
      name: 'accrue, one hot account ÷ spread accounts, 32 in flight',
      work: work.hot,
      base: work.spread,
      must: 1.5,
      aim: 2.5,
    },
    {
      name: 'accrue lots that expire, one hot account ÷ spread accounts, 32 in flight',
      work: work.hotLots,
      base: work.some,
    },
    {
      name: 'accrue, one issuer ÷ 32 issuers, 32 in flight',
      work: work.some,
      base: work.issuers,
      must: 0.95,
      aim: 0.98,
    },
    {
      name: 'redeem over five lots, a tenth refused ÷ accrue, 32 in flight',
      work: redeemOverLots(ledger, 32),
      base: work.some,
      must: 0.7,
      aim: 0.9,
    },
    {
      name: 'hold, then capture (each command) ÷ accrue, 32 in flight',
      work: holdAndCapture(ledger, 32, members),
      base: work.some,
    },
    ...mediciPlans(context),
    {
      name: 'balance read ÷ no-op call, gRPC, 32 in flight',
      work: balanceRead(served, ledger),
      base: noOpCall(served),
      must: 0.5,
      aim: 0.8,
    },
    {
      name: 'first balance read of an account ÷ no-op call, gRPC, 32 in flight',
      work: firstBalanceRead(served),
      base: noOpCall(served),
    },
    ...statementPlans(context),
    {
      name: 'accrue through gRPC with relay, batches of 100 (each command) ÷ F(32)',
      work: postBatches(served),
      base: f32,
    },
    ...postgresPlans(context, work),
  ];
};
