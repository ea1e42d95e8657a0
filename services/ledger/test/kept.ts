import type { Command } from '../src/domain/journal/command.ts';
import type { Entry } from '../src/domain/journal/entry.ts';
import type { AccountStory } from './account-story.ts';

/** What the last commit keeps of its commands, beside who asked for it and when; absent fields are absent. */
export const keptOf = (story: AccountStory): object[] =>
  (story.commits.at(-1)?.entries ?? []).map(
    ({
      key: _key,
      cause: _cause,
      reason: _reason,
      reference: _reference,
      effectiveAt: _at,
      bodyHash: _hash,
      ...rest
    }: Entry) => rest,
  );

export const kept = (story: AccountStory, ...commands: Command[]): object[] => keptOf(story.when(...commands));

/** Of a refusal. */
export const keptRefusal = (refusal: Entry['refusal']): object => ({
  kind: 'refused',
  amount: 0n,
  postings: [],
  lots: [],
  debt: 0n,
  refusal,
});
