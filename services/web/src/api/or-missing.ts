import { ApiProblem } from '@vafa/client';

/** What was asked for, or undefined where the club has no such thing. Raises what else went wrong. */
export const orMissing = async <Answer>(asked: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
};
