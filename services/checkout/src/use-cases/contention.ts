import { DomainError } from '@vafa/kernel';

const triesMax = 100;

/** Others got on meanwhile: the command is to be repeated. */
export const tooMuchAtOnce = (message: string): DomainError => new DomainError('unavailable', 'contention', message);

/**
 * Repeats an attempt that asks another service between reading and saving, until it answers something: a lost race
 * means undefined. Raises `contention` after 100 of them.
 */
export const untilSaved = async <T>(attempt: () => Promise<T | undefined>): Promise<T> => {
  for (let tries = 1; tries <= triesMax; tries++) {
    const answer = await attempt();
    if (answer !== undefined) return answer;
  }
  throw tooMuchAtOnce('too many changes of the same session at once');
};
