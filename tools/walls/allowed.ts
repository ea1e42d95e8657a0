// What the walls let through for now. The list only shrinks: an entry that nothing needs any more is an error.
import type { Rule, Violation } from './violation.ts';

export interface Allowed {
  readonly rule: Rule;
  /** A file, or a folder with a slash at its end. */
  readonly at: string;
  readonly why: string;
}

const allowed: readonly Allowed[] = [
  {
    rule: 'tests-only',
    at: 'services/imports/src/domain/reading/refusal-texts.ts',
    why: 'REST and the CSV of exceptions name the code of a refusal, not yet its text',
  },
  {
    rule: 'computed',
    at: 'tools/stryker/domain-specs.mjs',
    why: 'it loads every spec of the domain, whatever their names',
  },
  {
    rule: 'computed',
    at: 'tools/jest-runtime.mjs',
    why: 'it loads what Jest tells it to: each spec, and files of Jest itself',
  },
];

const covers = ({ rule, at }: Allowed, violation: Violation): boolean =>
  rule === violation.rule && (at.endsWith('/') ? violation.file.startsWith(at) : violation.file === at);

/** The violations that no entry lets through, and a violation for each entry that lets nothing through. */
export function withoutAllowed(violations: readonly Violation[], list: readonly Allowed[] = allowed): Violation[] {
  const idle = list.filter((entry) => !violations.some((violation) => covers(entry, violation)));
  return [
    ...violations.filter((violation) => !list.some((entry) => covers(entry, violation))),
    ...idle.map(
      ({ rule, at }): Violation => ({
        rule: 'allowed',
        file: 'tools/walls/allowed.ts',
        line: 1,
        what: `${rule} at ${at}`,
        says: 'nothing needs this entry any more',
      }),
    ),
  ];
}
