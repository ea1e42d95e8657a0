import type {
  ExpiringUnits as ExpiringMessage,
  Liability as LiabilityMessage,
  OpenException,
  OpenTransfer,
  UnitTrialBalance as UnitTrialBalanceMessage,
} from '@vafa/contracts/ledger';
import { parseAccount } from '../../domain/account/account-id.ts';
import { books } from '../../domain/reports/books.ts';
import { never, outstandingOf, type Liability } from '../../domain/reports/liability.ts';
import type { ExceptionOfAccount } from '../../use-cases/reports/list-open-items.ts';
import type { ExpiringUnits } from '../../use-cases/time/list-expiring.ts';
import type { TransferInTransit } from '../../use-cases/transfers/open-transfers.ts';
import type { UnitTrialBalance } from '../../use-cases/reports/trial-balance.ts';

export const toTrialBalanceMessage = ({
  unit,
  accounts,
  books: balances,
  transfers,
  exceptions,
  agrees,
}: UnitTrialBalance): UnitTrialBalanceMessage => ({
  unit,
  accounts: BigInt(accounts),
  books: books.map((book) => ({ book, balance: balances[book] })),
  openTransfers: BigInt(transfers.count),
  openTransfersAmount: transfers.amount,
  openExceptions: BigInt(exceptions.count),
  openExceptionsAmount: exceptions.amount,
  agrees,
});

export const toExceptionMessage = ({ account, claim, ...exception }: ExceptionOfAccount): OpenException => ({
  ...exception,
  account: parseAccount(account),
  claim: claim === true,
});

export const toTransferMessage = ({ from, to, key, amount }: TransferInTransit): OpenTransfer => ({
  from: parseAccount(from),
  toMemberId: parseAccount(to).memberId,
  key,
  amount,
});

/** Months in their order, `never` last. */
const byMonth = ([a]: [string, bigint], [b]: [string, bigint]): number =>
  Number(a === never) - Number(b === never) || (a < b ? -1 : 1);

export const toLiabilityMessage = (liability: Liability): LiabilityMessage => {
  const { available, pending, held, owed, months, issued, expired, unposted, uncollected } = liability;
  const entries = Object.entries(months).filter(([, amount]) => amount !== 0n);
  return {
    available,
    pending,
    held,
    outstanding: outstandingOf(liability),
    owed,
    months: entries.sort(byMonth).map(([month, amount]) => ({ month, amount })),
    issued,
    expired,
    unposted,
    uncollected,
  };
};

export const toExpiringMessage = ({ memberId, unit, amount, firstAt }: ExpiringUnits): ExpiringMessage => ({
  memberId,
  unit,
  amount,
  firstAt,
});
