import { accountText, parseAccount, type AccountId } from '@vafa/ledger/src/domain/account/account-id';
import type { OpenLedger } from './open-ledger.ts';

export interface Standing {
  readonly entries: number;
  readonly available: bigint;
  readonly held: bigint;
}

const nothing: Standing = { entries: 0, available: 0n, held: 0n };

/** What must be in the journal after a block, added up here and not by the ledger. */
export class Expectation {
  private readonly standings = new Map<string, Standing>();
  private readonly clubs = new Set<string>();
  private units = '';

  /** One more entry of an account, and what it changes. */
  add(account: AccountId, { available = 0n, held = 0n }: { available?: bigint; held?: bigint }): void {
    const text = accountText(account);
    const before = this.standings.get(text) ?? nothing;
    this.standings.set(text, {
      entries: before.entries + 1,
      available: before.available + available,
      held: before.held + held,
    });
    this.clubs.add(account.clubId);
    this.units = account.unit;
  }

  /** What differs from the journal of these clubs, replayed and verified; empty when nothing does. */
  async differences({ verify, reader }: OpenLedger): Promise<readonly string[]> {
    const wrong: string[] = [];
    let entries = 0;
    const found = new Map<string, Pick<Standing, 'available' | 'held'>>();
    for (const club of this.clubs) {
      const verified = await verify.execute(club);
      entries += verified.entries;
      wrong.push(...verified.findings.map(({ account, version, code }) => `${account}/${String(version)}: ${code}`));
      for await (const account of reader.accounts(club)) {
        const last = account.endsWith(`.${this.units}`) ? await reader.lastOf(parseAccount(account)) : undefined;
        if (last) found.set(account, last.after);
      }
    }
    return [...wrong, ...compare(this.standings, found, entries)];
  }
}

/** What stands in the journal against what must. */
export const compare = (
  expected: ReadonlyMap<string, Standing>,
  found: ReadonlyMap<string, Pick<Standing, 'available' | 'held'>>,
  entries: number,
): readonly string[] => {
  const asked = [...expected.values()].reduce((sum, standing) => sum + standing.entries, 0);
  const unasked = [...found.keys()]
    .filter((account) => !expected.has(account))
    .map((account) => `${account} was not asked for`);
  const balances = [...expected].flatMap(([account, { available, held }]) => {
    const there = found.get(account);
    if (there?.available === available && there.held === held) return [];
    return [
      `${account} has ${there ? `${String(there.available)} and ${String(there.held)} held` : 'nothing'} instead of ${String(available)} and ${String(held)} held`,
    ];
  });
  return [
    ...(entries === asked ? [] : [`${String(entries)} entries instead of ${String(asked)}`]),
    ...unasked,
    ...balances,
  ];
};
