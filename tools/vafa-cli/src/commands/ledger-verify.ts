import type { Command } from '../command.ts';
import { columns, figure, table } from '../figures.ts';

interface Finding {
  readonly account: string;
  readonly version: number;
  readonly code: string;
  readonly detail: string;
}
interface Verification {
  readonly accounts: number;
  readonly commits: number;
  readonly entries: number;
  readonly findings: readonly Finding[];
  readonly root: string;
}

const text = (found: Verification): string =>
  [
    table([
      ['accounts', figure(found.accounts)],
      ['commits', figure(found.commits)],
      ['entries', figure(found.entries)],
      ['root', found.root],
    ]),
    found.findings.length === 0 ? 'clean: chain, versions, sums, lots, states and totals agree' : `${figure(found.findings.length)} findings`,
    ...(found.findings.length === 0 ? [] : [columns(found.findings.map(({ account, version, code, detail }) => [account, String(version), code, detail]))]),
  ].join('\n');

export const ledgerVerifyCommand: Command = {
  words: ['ledger', 'verify'],
  usage: 'ledger verify [--club demo]',
  about: 'replays the journal and checks chain, versions, sums, lots, states and totals',
  names: 0,
  run: async ({ api }) => {
    const value = await api.get<Verification>('/v1/ledger/verification');
    return { value, text: text(value), ok: value.findings.length === 0 };
  },
};
