import { compile, type CompiledVersion } from './compile.ts';
import type { EarningRule } from './earning-rule.ts';

/** One publication of rules of a club. */
export interface Publication {
  /** From 1, gap-free per club: who publishes has seen all before. */
  readonly revision: number;
  readonly key: string;
  readonly rule: EarningRule;
}

/** Newest first. */
export type Versions = readonly [CompiledVersion, ...CompiledVersion[]];

/** All rules of a club as of a revision, compiled. Immutable. */
export interface ClubRules {
  readonly revision: number;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, Versions>;
  /** By key. */
  readonly publications: ReadonlyMap<string, Publication>;
}

export const noRules: ClubRules = { revision: 0, rules: new Map(), publications: new Map() };

/** Adds publications that directly follow the club's revision, in order. */
export const withPublications = (club: ClubRules, added: readonly Publication[]): ClubRules => {
  const rules = new Map(club.rules);
  const publications = new Map(club.publications);
  let { revision } = club;
  for (const publication of added) {
    if (publication.revision !== revision + 1)
      throw new Error(`revision ${publication.revision} of the club's rules does not follow ${revision}`);
    revision = publication.revision;
    publications.set(publication.key, publication);
    rules.set(publication.rule.id, [compile(publication.rule), ...(rules.get(publication.rule.id) ?? [])]);
  }
  return { revision, rules, publications };
};

/** The newest version of every rule, by code. */
export const currentRules = (club: ClubRules): EarningRule[] =>
  Array.from(club.rules.values(), ([newest]) => newest.rule).sort((one, other) => (one.code < other.code ? -1 : 1));

/** All versions of the rule with that code, the newest first; undefined when there never was one. */
export const versionsOf = (club: ClubRules, code: string): EarningRule[] | undefined =>
  Array.from(club.rules.values())
    .find(([newest]) => newest.rule.code === code)
    ?.map(({ rule }) => rule);
