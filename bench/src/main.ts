import { parseArgs } from 'node:util';
import { benchImport } from './bench-import.ts';
import { benchSummary } from './bench-summary.ts';
import { benchCompare } from './compare/bench-compare.ts';
import { benchLedger } from './ledger/bench-ledger.ts';
import { benchPromotions } from './promotions/bench-promotions.ts';
import { benchSale } from './sale/bench-sale.ts';
import { benchTill } from './till/bench-till.ts';
import { benchXlsx } from './xlsx/bench-xlsx.ts';

const help = `npm run bench -- [import] [--rounds N] [--file FILE] [--smoke] [--json]
  Measures the embedded edition on this machine: floor F (the driver's insertOne with 32 in flight), start to ready,
  memory at rest, and the import of real invoices as a ratio to F.
    --rounds N   rounds of each, interleaved (default 3)
    --file FILE  invoices to import (default: the sample of the repository)
    --smoke      one small round of this, of xlsx, sale, promotions and of the ledger's: shows that they run, measures nothing
    --json       prints {machine, engine, rows}

npm run bench -- ledger [--rounds N] [--row NAME] [--history] [--smoke] [--json]
  Measures the ledger's own code against floors of the same run: on the embedded engine, and also on MONGODB_URI when that
  is set. Each row is a ratio of two kinds of work that run back to back in every round; after each the journal is verified
  and compared with what was asked of it, and a block that is not as it should be is thrown away and counted.
    --rounds N   rounds (default 7)
    --row NAME   only the rows whose name contains NAME
    --history    instead: cost in accounts of 10^2, 10^4 and 10^6 entries, and among 10 and 100 times as many accounts
    --profile    instead: where the CPU time of each row's work goes, by function (of this process)
    --smoke      one tiny round of every row: shows that they run, measures nothing
    --json       prints {machine, engine, noise, rows}, one line an engine
  PG_URL (postgres://…, a database whose schema vafa_bench may be dropped) adds transfers by a stored procedure on
  PostgreSQL, for comparison: apt-get install postgresql brings one.

npm run bench -- promotions [--rounds N] [--smoke] [--json]
  Adjudicates baskets of 20 lines against 100 promotions in this process, beside json-rules-engine on the same conditions,
  by turns. Fails when the two do not come to the same promotions. And 1,000 running promotions beside the 20 that could
  match.
    --rounds N   rounds (default 7)

npm run bench -- summary [--base PATH] [--file FILE] [--rounds N] [--smoke] [--json]
  Loads FILE (default: the sample of the repository) and measures GET /v1/summary, the trial balance and the liability.
    --base PATH  the folder of another build, where npm run build has run: the same of it, by turns, and the ratio of both
    --rounds N   questions of each kind (default 15)

npm run bench -- till [--rounds N] [--base PATH] [--file FILE] [--smoke] [--json]
  Loads FILE (default: the sample of the repository), pairs a till in the browser that npm brought, and measures how long
  after a swipe the whole card is on the screen, and after a line its effects; with how many requests, and how many of
  them waited for another. It tells, and judges nothing.
    --rounds N   swipes, and lines (default 40)
    --base PATH  the folder of another build, where npm run build has run: the same of it, by turns, and the ratio of both

npm run bench -- compare PATH [--rounds N] [--file FILE | --sales N] [--json]
  Imports a file here and in the checkout at PATH (installed and built), by turns, each time into a new club, and prints
  rows a second, CPU and highest memory of this checkout as ratios to the other's. Other work on the machine slows both:
  trust the ratios, not the figures.
    --rounds N   pairs (default 3)
    --file FILE  invoices to import (default: the sample of the repository)
    --sales N    instead: so many sales at eight tills whose key is bound to their branch
    --json       prints {machine, engine, rows, pairs}

npm run bench -- sale [--compare PATH] [--rounds N] [--sales N] [--smoke] [--json]
  Sales of 20 lines through REST at 1, 8 and 32 tills whose key is bound to their branch, with and without a hold of
  points: sales a second, CPU until every reaction is posted, what is asked of databases and other services (counted),
  and how long a close takes. The books are verified after each block. Other work on the machine does not change counts.
    --compare PATH  another checkout (installed and built) sells by turns, and ratios are told
    --rounds N   rounds of all cases (default 7)
    --sales N    sales of each block (default 100)
    --smoke      three sales at one till: shows that it runs, measures nothing
    --json       prints {machine, engine, rows, blocks}

npm run bench -- xlsx [--rows N] [--file FILE] [--rounds N] [--smoke] [--json]
  Writes the first rows of FILE, a CSV (plain or .gz), as a CSV and as a workbook. Imports both, by turns, each time into a
  new club, and prints rows a second, CPU and highest memory of the workbook as ratios to the CSV's. Fails when the two do
  not come to the same number of sales.
    --rows N     rows that are taken (default 100000)
    --rounds N   pairs (default 3)
    --file FILE  sales to import (default: the sample of the repository)
    --json       prints {machine, engine, outcome, rows, pairs}

Raw rounds go to bench/results/.`;

const { values: options, positionals } = parseArgs({
  options: {
    rounds: { type: 'string' },
    rows: { type: 'string', default: '100000' },
    file: { type: 'string' },
    base: { type: 'string' },
    sales: { type: 'string' },
    compare: { type: 'string' },
    row: { type: 'string' },
    history: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const { file, base, compare, row, history, profile, smoke, json } = options;
const [what = 'import', path] = positionals;
const defaultRounds: Readonly<Record<string, number>> = { ledger: 7, promotions: 7, sale: 7, summary: 15, till: 40 };
const rounds = Number(options.rounds ?? defaultRounds[what] ?? 3);
const rows = Number(options.rows);
const salesDefault = 100;
const sales = options.sales === undefined ? undefined : Number(options.sales);
const isKnown =
  ['import', 'ledger', 'promotions', 'sale', 'summary', 'till', 'xlsx', 'compare'].includes(what) &&
  (what === 'compare') === (path !== undefined);
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;

if (options.help) {
  console.log(help);
} else if (!isKnown || !isCount(rounds) || !isCount(rows) || (sales !== undefined && !isCount(sales))) {
  console.error(help);
  process.exitCode = 64;
} else {
  const ofFile = file === undefined ? {} : { file };
  const isSmokeOfAll = what === 'import' && smoke;
  if (what === 'compare' && path !== undefined)
    await benchCompare({ path, rounds, json, ...ofFile, ...(sales !== undefined && { sales }) });
  if (what === 'import') await benchImport({ rounds, smoke, json, ...ofFile });
  if (what === 'promotions' || isSmokeOfAll) await benchPromotions({ rounds, smoke, json });
  if (what === 'summary') await benchSummary({ rounds, smoke, json, ...ofFile, ...(base !== undefined && { base }) });
  if (what === 'till') await benchTill({ rounds, smoke, json, ...ofFile, ...(base !== undefined && { base }) });
  if (what === 'xlsx' || isSmokeOfAll) await benchXlsx({ rounds, rows, smoke, json, ...ofFile });
  if (what === 'sale' || isSmokeOfAll)
    await benchSale({
      rounds,
      smoke,
      json,
      sales: sales ?? salesDefault,
      ...(compare !== undefined && { path: compare }),
    });
  if (what === 'ledger' || isSmokeOfAll)
    await benchLedger({ rounds, history, profile, smoke, json, ...(row !== undefined && { row }) });
}
