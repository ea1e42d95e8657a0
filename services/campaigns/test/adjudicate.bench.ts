// Baskets a second through the compiled rules alone: 1,000 baskets of 20 lines by 5 rules, no database and no wire.
// Run: node --experimental-transform-types --conditions=vafa-src services/campaigns/test/adjudicate.bench.ts
import { adjudicate } from '../src/domain/adjudicate.ts';
import { basket, clubWith } from './rules.ts';

const rounds = 21;
const rules = clubWith(
  { code: 'pounds' },
  { code: 'tea', skus: ['sku-3', 'sku-7', 'sku-11'], points: 5n },
  { code: 'big', minimumTotal: 50_000n, points: 3n },
  { code: 'leeds', branchIds: ['brn_leeds'], points: 2n },
  { code: 'over', validUntil: new Date('2026-01-01T00:00:00Z') },
);
const baskets = Array.from({ length: 1_000 }, (_, at) =>
  basket({
    lines: Array.from({ length: 20 }, (_line, line) => ({
      sku: `sku-${(at + line) % 40}`,
      amount: BigInt(100 + ((at * 31 + line * 17) % 5_000)),
    })),
  }),
);

const round = (): number => {
  const started = performance.now();
  let effects = 0;
  for (const one of baskets) effects += adjudicate(rules, one).effects.length;
  if (effects < baskets.length) throw new Error('the rules gave less than they must');
  return performance.now() - started;
};

for (let warm = 0; warm < 50; warm++) round();
const times = Array.from({ length: rounds }, round).sort((one, other) => one - other);
const median = times[Math.floor(rounds / 2)] ?? Number.NaN;
process.stdout.write(
  `1,000 baskets × 20 lines × 5 rules: median ${median.toFixed(2)} ms of ${rounds} rounds (${(times[0] ?? 0).toFixed(2)}–${(times.at(-1) ?? 0).toFixed(2)}), ${Math.round(1e6 / median)} baskets/s\n`,
);
