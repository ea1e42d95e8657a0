import { compilePromotion, type CompiledPromotion } from '../promotions/compile-promotion.ts';
import { RunningPromotions } from '../promotions/running.ts';
import { versionRunning, type ClubPromotions } from './club-promotions.ts';
import { readTerms } from './read-terms.ts';
import type { PublishedVersion } from './steps.ts';

/** So many stretches of time are kept compiled; a till needs one. */
const stretchesMax = 16;

interface Stretches {
  /** When anything begins to run, or stops. */
  readonly changes: readonly number[];
  /** What runs between two changes, by place. */
  readonly running: Map<number, RunningPromotions>;
}

const compiled = new WeakMap<PublishedVersion, CompiledPromotion>();

/** A version as the engine has it: compiled once. */
export const compiledVersion = (version: PublishedVersion): CompiledPromotion => {
  const known = compiled.get(version);
  if (known) return known;
  const { promotionId: id, version: number, publishedAt, code, name, terms } = version;
  const made = compilePromotion({ id, version: number, publishedAt, terms: readTerms(terms, { code, name }) });
  compiled.set(version, made);
  return made;
};

const stretches = new WeakMap<ClubPromotions, Stretches>();

const stretchesOf = (club: ClubPromotions): Stretches => {
  const known = stretches.get(club);
  if (known) return known;
  const moments = new Set<number>();
  for (const { turns, versions } of club.promotions.values()) {
    for (const { at } of turns) moments.add(at.getTime());
    for (const { from, endsAt } of versions) for (const at of [from, endsAt]) if (at) moments.add(at.getTime());
  }
  const made = { changes: [...moments].sort((one, other) => one - other), running: new Map() };
  stretches.set(club, made);
  return made;
};

/** What ran in a club at a moment, compiled and indexed: the same for all moments between two changes. */
export const runningThen = (club: ClubPromotions, at: Date): RunningPromotions => {
  const { changes, running } = stretchesOf(club);
  const moment = at.getTime();
  const place = changes.findLastIndex((change) => change <= moment);
  const known = running.get(place);
  if (known) return known;
  const versions = Array.from(club.promotions.values(), (promotion) => versionRunning(promotion, at));
  const made = new RunningPromotions(versions.filter((version) => version !== undefined).map(compiledVersion));
  const [oldest] = running.keys();
  if (running.size >= stretchesMax && oldest !== undefined) running.delete(oldest);
  running.set(place, made);
  return made;
};
