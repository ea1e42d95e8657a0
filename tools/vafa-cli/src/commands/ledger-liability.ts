import type { Command } from '../command.ts';
import { amount, columns, figure, table, type Money, type Whole } from '../figures.ts';
import { booksHelp, booksOptions, booksPath, ofBooks } from './books-question.ts';

/** `GET /v1/ledger/liability`. */
interface Liability {
  readonly as_of: string;
  readonly units: readonly {
    readonly unit: string;
    readonly accounts: number;
    readonly available: Whole;
    readonly pending: Whole;
    readonly held: Whole;
    readonly outstanding: Whole;
    readonly owed: Whole;
    readonly months: readonly { readonly month: string; readonly amount: Whole }[];
    readonly issued: Whole;
    readonly expired: Whole;
    readonly expired_share: number;
    readonly cost: Money | null;
  }[];
}

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
    const value = await call.api.get<Liability>(
      booksPath('/v1/ledger/liability', call, { ...ofBooks, cost: 'cost_per_thousand' }),
    );
    return { value, text: [`as of ${value.as_of}`, ...value.units.map(unitText)].join('\n'), ok: true };
  },
};
