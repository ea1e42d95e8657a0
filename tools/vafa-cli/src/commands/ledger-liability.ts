import type { Liability } from '@vafa/client';
import type { Command } from '../command.ts';
import { amount, columns, figure, table } from '../figures.ts';
import { CommandError } from '../command-error.ts';
import { booksHelp, booksOptions, given, ofBooks } from './books-question.ts';

const unitText = (unit: Liability['units'][number]): string =>
  [
    `${unit.unit}: ${figure(unit.accounts)} accounts`,
    table([
      [
        'outstanding',
        `${figure(unit.outstanding)} (${figure(unit.available)} available, ${figure(unit.pending)} pending, ${figure(unit.held)} held)`,
      ],
      ['cost', unit.cost ? amount(unit.cost) : 'not known: give --cost'],
      ['owed by members', figure(unit.owed)],
      [
        'breakage',
        `${figure(unit.expired)} of ${figure(unit.issued)} issued, ${(unit.expired_share * 100).toFixed(2)} %`,
      ],
    ]),
    ...(unit.months.length === 0
      ? []
      : ['  ends with', columns(unit.months.map((month) => [month.month, figure(month.amount)]))]),
  ].join('\n');

const costOf = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new CommandError('--cost is a whole number of minor units, as 1500', 2);
  return Number(text);
};

export const ledgerLiabilityCommand: Command = {
  words: ['ledger', 'liability'],
  usage: 'ledger liability [--unit U] [--as-of T] [--cost N]',
  about: 'what the club owes by the month in which it ends, its cost, and breakage',
  names: 0,
  options: { ...booksOptions, cost: { type: 'string' } },
  optionsHelp: [
    ...booksHelp,
    "  --cost N      minor units of money that 1,000 units cost; default, of points: the club's point_cost",
  ],
  run: async (call) => {
    const value = await call.api.call('measureLiability', {
      query: {
        ...given(call, ofBooks),
        ...(typeof call.options.cost === 'string' && { cost_per_thousand: costOf(call.options.cost) }),
      },
    });
    return { value, text: [`as of ${value.as_of}`, ...value.units.map(unitText)].join('\n'), ok: true };
  },
};
