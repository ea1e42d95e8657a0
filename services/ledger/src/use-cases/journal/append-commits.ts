import { isDomainError } from '@vafa/kernel';
import type { Commit } from '../../domain/journal/commit.ts';
import type { Appended, CommitStore } from '../ports/commit-store.ts';

const triesMax = 6;
const firstPauseMs = 25;

export type Pause = (ms: number) => Promise<void>;

export const pauseFor: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const isUnavailable = (error: unknown): boolean => isDomainError(error) && error.kind === 'unavailable';

/** After a write without an answer, what is there under our id with our hash is ours. */
const recognise = async (
  store: CommitStore,
  commits: readonly Commit[],
  answers: readonly Appended[],
): Promise<readonly Appended[]> => {
  const taken = commits.filter((_commit, index) => answers[index] === 'taken');
  if (taken.length === 0) return answers;
  const stored = await store.hashes(taken.map((commit) => commit.id));
  return commits.map((commit, index) =>
    answers[index] === 'taken' && stored.get(commit.id) === commit.hash ? 'appended' : (answers[index] as Appended),
  );
};

/**
 * Appends, and when the answer is lost sends the identical commits again: they are there once, whatever happened
 * before. Raises `unavailable` when the database stays silent; then any of them may still be there, and the caller's
 * keys tell.
 */
export const appendCommits = async (
  store: CommitStore,
  commits: readonly Commit[],
  pause = pauseFor,
): Promise<readonly Appended[]> => {
  for (let tries = 1; ; tries++) {
    try {
      const answers = await store.append(commits);
      return tries === 1 ? answers : await recognise(store, commits, answers);
    } catch (error) {
      if (!isUnavailable(error) || tries === triesMax) throw error;
      await pause(firstPauseMs * 2 ** tries);
    }
  }
};
