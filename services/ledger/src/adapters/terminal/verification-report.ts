import type { Verification } from '../../use-cases/verify-journal.ts';

/** A verification for people: what was read, its root, and each finding on a line. */
export const reportOf = ({ accounts, commits, entries, root, findings }: Verification): string =>
  [
    `accounts ${String(accounts)}, commits ${String(commits)}, entries ${String(entries)}`,
    `root ${root}`,
    findings.length === 0 ? 'clean: chain, versions, sums, lots, states and totals agree' : `${String(findings.length)} findings`,
    ...findings.map(({ account, version, code, detail }) => `${account} ${String(version)} ${code} ${detail}`),
  ].join('\n');
