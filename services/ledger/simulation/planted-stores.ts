import type { CommitStore } from '../src/use-cases/ports/commit-store.ts';

/** A store that tells every writer that it was first. */
export const appendedAll = (store: CommitStore): CommitStore => ({
  append: async (commits) => (await store.append(commits)).map(() => 'appended'),
  tails: (accounts) => store.tails(accounts),
  mentioning: (account, under, about) => store.mentioning(account, under, about),
  hashes: (ids) => store.hashes(ids),
});
