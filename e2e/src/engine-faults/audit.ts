import { each, pointsOf, statementOf, summaryOf } from '../figures.ts';
import { ApiProblem, type ItemOf } from '@vafa/client';
import type { Rest } from '../rest.ts';
import { balanceOf, figuresOf, type BookedSale } from './sales-made.ts';
import type { Shop } from './shop.ts';
import { differencesOf } from './till.ts';

/** What the end of a run is judged by. Everything empty: nothing lost, nothing doubled. */
export interface Audit {
  /** Acknowledged, but not there or less than it should be. */
  readonly lost: readonly string[];
  /** There more often than acknowledged. */
  readonly doubled: readonly string[];
  /** Figures that do not agree with the record. */
  readonly wrong: readonly string[];
  /** Findings of the ledger's own verification. */
  readonly findings: readonly string[];
  readonly deadLetters: readonly string[];
}

/** Entries that a sale must have left on its member's account: kind and how many. */
const entriesOf = ({ state, held, accrued, returns }: BookedSale): Map<string, number> => {
  const expected: [string, number][] = [
    ['hold', held > 0 ? 1 : 0],
    ['capture', held > 0 && state === 'closed' ? 1 : 0],
    ['void', held > 0 && state === 'cancelled' ? 1 : 0],
    ['accrue', accrued > 0 ? 1 : 0],
    ['reverse_accrual', returns.filter(({ takenBack }) => takenBack > 0).length],
    ['reverse_burn', returns.filter(({ restored }) => restored > 0).length],
  ];
  return new Map(expected);
};

interface Counted {
  readonly lost: string[];
  readonly doubled: string[];
  readonly wrong: string[];
}

const countEntries = (
  name: string,
  sales: readonly BookedSale[],
  entries: readonly ItemOf<'getMemberStatement'>[],
): Counted => {
  const found: Counted = { lost: [], doubled: [], wrong: [] };
  const counts = new Map<string, number>();
  const keys = new Set<string>();
  for (const entry of entries) {
    const key = entry.key;
    if (keys.has(key)) found.doubled.push(`${name}: the entry ${key} is there twice`);
    keys.add(key);
    if (entry.kind === 'refused') continue;
    const kind = `${entry.kind} of ${String(entry.reference)}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  for (const sale of sales) {
    for (const [kind, expected] of entriesOf(sale)) {
      const name_ = `${kind} of ${sale.saleId}`;
      const count = counts.get(name_) ?? 0;
      counts.delete(name_);
      if (count !== expected)
        (count < expected ? found.lost : found.doubled).push(
          `${name}: ${count} instead of ${expected} ${name_} (${sale.sessionId})`,
        );
    }
  }
  for (const [kind, count] of counts)
    found.doubled.push(`${name}: ${count} ${kind}, which no sale of the record accounts for`);
  return found;
};

const auditMember = async (shop: Shop, rest: Rest, member: string, place: number): Promise<Counted> => {
  const name = `member-${place}`;
  const sales = shop.record.ofMember(place);
  const figures = figuresOf(sales);
  const [points, entries, spend] = await Promise.all([
    pointsOf(rest, member),
    statementOf(rest, member),
    shop.spendOf(member),
  ]);
  const found = countEntries(name, sales, entries);
  const shown = { available: points.available, held: points.held, spend };
  const expected = { available: balanceOf(figures), held: 0, spend: figures.spend };
  if (JSON.stringify(shown) !== JSON.stringify(expected))
    found.wrong.push(`${name}: ${JSON.stringify(shown)} instead of ${JSON.stringify(expected)}`);
  return found;
};

const auditSessions = (shop: Shop): Promise<string[][]> =>
  each(
    shop.record.sales,
    async (sale) => {
      try {
        return differencesOf(sale, await shop.rest.call('getSession', { path: { session_id: sale.sessionId } }));
      } catch (error) {
        if (error instanceof ApiProblem) return [`${sale.sessionId}: answered ${error.status}`];
        throw error;
      }
    },
    8,
  );

const auditSummary = async (shop: Shop, rest: Rest): Promise<string[]> => {
  const closed = shop.record.sales.filter(({ state }) => state === 'closed');
  const figures = figuresOf(shop.record.sales);
  const nobody = closed.filter(({ plan }) => plan.member === undefined).length;
  const buyers = new Set(closed.map(({ plan }) => plan.member).filter((member) => member !== undefined)).size;
  const expected = {
    members: buyers,
    sales: closed.length,
    sales_without_member: nobody,
    returns: closed.flatMap(({ returns }) => returns).length,
    points_accrued: figures.accrued,
    points_burned: figures.spent - figures.restored,
    points_taken_back: figures.takenBack,
    points_outstanding: balanceOf(figures),
    exceptions: 0,
  };
  const { best: _best, liability: _liability, ...shown } = await summaryOf(rest);
  const names = Object.keys(expected) as (keyof typeof expected)[];
  const wrong = names
    .filter((name) => shown[name] !== expected[name])
    .map((name) => `${name}: ${String(shown[name])} instead of ${expected[name]}`);
  const asked = await shop.asked();
  return asked === buyers ? wrong : [...wrong, `surveys asked: ${asked} instead of ${buyers}`];
};

/** Holds the club against the record, sale by sale, member by member, and as a whole. */
export const audit = async (shop: Shop, rest: Rest): Promise<Audit> => {
  const members = await each(
    shop.members,
    (member) => auditMember(shop, rest, member, shop.members.indexOf(member)),
    4,
  );
  const sessions = (await auditSessions(shop)).flat();
  return {
    lost: [...sessions, ...members.flatMap(({ lost }) => lost)],
    doubled: members.flatMap(({ doubled }) => doubled),
    wrong: [
      ...shop.record.disagreements,
      ...members.flatMap(({ wrong }) => wrong),
      ...(await auditSummary(shop, rest)),
    ],
    findings: await shop.findings(),
    deadLetters: await shop.deadLetters(),
  };
};

export const isClean = ({ lost, doubled, wrong, findings, deadLetters }: Audit): boolean =>
  [lost, doubled, wrong, findings, deadLetters].every((faults) => faults.length === 0);

/** True once every member has the points of the record and nothing is held. */
export const isPosted = async (shop: Shop, rest: Rest): Promise<boolean> => {
  const shown = await each(shop.members, (member) => pointsOf(rest, member), 4);
  return shown.every(
    ({ available, held }, place) => held === 0 && available === balanceOf(figuresOf(shop.record.ofMember(place))),
  );
};
