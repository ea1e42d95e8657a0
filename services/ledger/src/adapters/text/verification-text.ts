/** What a verification found, whichever way it was asked for. */
export interface Verified {
  readonly accounts: number;
  readonly commits: number;
  readonly entries: number;
  readonly findings: readonly {
    readonly account: string;
    readonly version: number;
    readonly code: string;
    readonly detail: string;
  }[];
  readonly root: string;
}

const grouped = new Intl.NumberFormat('en-GB');

/** For a terminal: the figures, then `clean`, or every finding on a line of its own. */
export const verificationText = ({ accounts, commits, entries, findings, root }: Verified): string =>
  [
    `  accounts  ${grouped.format(accounts)}`,
    `  commits   ${grouped.format(commits)}`,
    `  entries   ${grouped.format(entries)}`,
    `  root      ${root}`,
    findings.length === 0
      ? 'clean: chain, versions, sums, lots, states and totals agree'
      : `${grouped.format(findings.length)} findings`,
    ...findings.map(({ account, version, code, detail }) => `  ${account}  ${String(version)}  ${code}  ${detail}`),
  ].join('\n');
