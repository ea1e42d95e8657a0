import { row, type Row } from '../statistics.ts';
import type { SaleCase, SalesMeasured } from './measured-sales.ts';

export interface SaleBlock extends SaleCase, SalesMeasured {
  readonly side: 'here' | 'there';
  readonly round: number;
  /** Commands a second of the side's club while nothing happens. */
  readonly idle: number;
}

type Figure = 'perSecond' | 'cpuMillis' | 'commands' | 'calls' | 'closeMillis';
type Bounds = { readonly must?: number; readonly aim?: number };

/** What is asked of this build ÷ the one before it. */
const ratioBounds = ({ tills, pays }: SaleCase, figure: Figure): Bounds => {
  if (figure === 'perSecond' && (tills > 1 || pays)) return tills === 32 ? { must: 4, aim: 8 } : { must: 3, aim: 6 };
  if (figure === 'cpuMillis' && tills === 1 && pays) return { must: 0.3, aim: 0.15 };
  if (figure === 'cpuMillis' && tills === 32 && !pays) return { must: 0.35, aim: 0.15 };
  return figure === 'closeMillis' && tills === 8 ? { must: 0.3, aim: 0.15 } : {};
};

const figures: readonly (readonly [Figure, string, Row['unit']])[] = [
  ['perSecond', 'sales a second', 'per second'],
  ['cpuMillis', 'CPU a sale', 'ms'],
  ['commands', 'database commands a sale', 'count'],
  ['calls', 'gRPC calls a sale', 'count'],
  ['closeMillis', 'close, 99 of 100 within', 'ms'],
];

const nameOf = ({ tills, pays }: SaleCase): string =>
  `${String(tills)} till${tills === 1 ? '' : 's'}${pays ? ', with a hold' : ''}`;

const commandsMost = ({ tills, pays }: SaleCase): Bounds => {
  if (tills > 1) return {};
  return pays ? { must: 20, aim: 12 } : { must: 14, aim: 9 };
};

const rowsOf = (blocks: readonly SaleBlock[], [figure, what, unit]: (typeof figures)[number]): Row[] => {
  const [first] = blocks;
  if (first === undefined) return [];
  const [ours, theirs] = (['here', 'there'] as const).map((side) =>
    blocks.filter((block) => block.side === side).map((block) => block[figure]),
  ) as [number[], number[]];
  const bounds = figure === 'commands' ? commandsMost(first) : {};
  const ratios = ours.map((value, place) => value / (theirs[place] ?? Number.NaN));
  return [
    row(`${nameOf(first)}: ${what}`, unit, ours, bounds),
    ...(theirs.length === 0
      ? []
      : [
          row('  the other build', unit, theirs),
          row('  ÷ the other build', 'ratio', ratios, ratioBounds(first, figure)),
        ]),
  ];
};

/** The blocks as figures of this build, and where there is another one, of that and as ratios round by round. */
export const saleRows = (blocks: readonly SaleBlock[]): Row[] => {
  const idle = (side: SaleBlock['side'], name: string, bounds: Bounds = {}): Row[] => {
    const values = blocks.filter((block) => block.side === side).map((block) => block.idle);
    return values.length === 0 ? [] : [row(name, 'per second', values, bounds)];
  };
  const byCase = Map.groupBy(blocks, nameOf);
  return [
    ...idle('here', 'idle: database commands', { must: 2 }),
    ...idle('there', '  the other build'),
    ...[...byCase.values()].flatMap((ofCase) => figures.flatMap((figure) => rowsOf(ofCase, figure))),
  ];
};
