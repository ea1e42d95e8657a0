import type { TrialBalance } from '@vafa/client';
import type { Command } from '../command.ts';
import { columns, figure } from '../figures.ts';
import { booksHelp, booksOptions, given, ofBooks } from './books-question.ts';

const unitText = ({
  unit,
  accounts,
  books,
  open_transfers: transfers,
  open_exceptions: exceptions,
  agrees,
}: TrialBalance['units'][number]): string => {
  const balances = Object.entries(books);
  const sum = balances.reduce((total, [, balance]) => total + BigInt(balance), 0n);
  return [
    `${unit}: ${figure(accounts)} accounts`,
    columns([...balances.map(([book, balance]) => [book, figure(balance)]), ['sum', figure(sum)]]),
    `  in transit: ${figure(transfers.amount)} in ${figure(transfers.count)} open transfers; suspense: ${figure(exceptions.amount)} in ${figure(exceptions.count)} open exceptions`,
    agrees ? '  agrees' : '  DOES NOT AGREE: run vafa ledger verify',
  ].join('\n');
};

export const ledgerTrialBalanceCommand: Command = {
  words: ['ledger', 'trial-balance'],
  usage: 'ledger trial-balance [--unit U] [--as-of T]',
  about: 'every book of each unit at a moment',
  names: 0,
  options: booksOptions,
  optionsHelp: booksHelp,
  run: async (call) => {
    const value = await call.api.call('getTrialBalance', { query: given(call, ofBooks) });
    return {
      value,
      text: [`as of ${value.as_of}`, ...value.units.map(unitText)].join('\n'),
      ok: value.units.every(({ agrees }) => agrees),
    };
  },
};
