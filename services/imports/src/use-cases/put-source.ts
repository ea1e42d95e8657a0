import { DomainError } from '@vafa/kernel';
import type { Source, Sources } from './import-ports.ts';

/** How often somebody else may be faster. */
const triesMax = 5;
/** Revisions count seconds from 2020 on where they can: one that was forgotten and made anew has another. */
const epochMs = Date.UTC(2020, 0, 1);

export type NewSource = Omit<Source, 'revision'>;

/** The revision of what is saved at a moment; of before revisions were kept it is derived from the same. */
export const revisionAt = (changedAt: Date, before = 0): number =>
  Math.max(Math.floor((changedAt.getTime() - epochMs) / 1_000), before + 1);

const said = ({ columns, mapping, answers }: NewSource): string =>
  JSON.stringify([columns, mapping, Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1))]);

/** Tries a change of a source against what is there, until nobody else was faster. Raises `source_changed`. */
export const againstOthers = async <T>(attempt: () => Promise<T | undefined>): Promise<T> => {
  for (let tries = 0; tries < triesMax; tries++) {
    const done = await attempt();
    if (done !== undefined) return done;
  }
  throw new DomainError('conflict', 'source_changed', 'the source is being changed by others');
};

/**
 * Raises `source_changed` when a source is there that is not the one that was seen. 0: none was there; undefined:
 * whatever it is now.
 */
export const requireSeenSource = (seen: number | undefined, now: Source | undefined): void => {
  if (now && seen !== undefined && seen !== now.revision) raiseChanged(now.revision);
};

/** Raises `source_changed`, with the revision that is there. */
export const raiseChanged = (revision: number): never => {
  throw new DomainError('conflict', 'source_changed', 'the source was changed since it was seen', {
    revision: String(revision),
  });
};

/** What is to be kept of a source, over what is there by then. */
export interface SourceToKeep extends Pick<Source, 'clubId' | 'name'> {
  readonly over: (before: Source | undefined) => NewSource;
}

/**
 * Keeps how files of a source are read. What is so already is no change, and what is not there is made, whatever was
 * seen. Raises `source_changed` for what somebody else has changed since.
 */
export const putSource = (
  sources: Sources,
  { clubId, name, over }: SourceToKeep,
  seen: number | undefined,
): Promise<Source> =>
  againstOthers(async () => {
    const before = await sources.find(clubId, name);
    const source = over(before);
    if (before && said(before) === said(source)) return before;
    requireSeenSource(seen, before);
    const next = { ...source, revision: revisionAt(source.changedAt, before?.revision) };
    return (await sources.put(next, before)) ? next : undefined;
  });
