import type { Invitation, Participation, Response } from '../domain/participation.ts';
import type { AnswerCount } from '../domain/survey-results.ts';

/** Who was asked and who answered, in all clubs, durable; each change is one write that carries its event. */
export interface Participations {
  /** Adds those that are not there yet: whoever was asked, or has answered, before is not asked again. */
  invite(invitations: readonly Invitation[]): Promise<void>;
  /**
   * Stores the response if the member has none yet; answers the participation as it then stands, with whichever
   * response was first.
   */
  respond(participation: Participation, response: Response): Promise<Participation>;
  /** Those of a member in these surveys, by survey. */
  ofMember(memberId: string, surveyIds: readonly string[]): Promise<ReadonlyMap<string, Participation>>;
  /** How many were asked, and how many have answered. */
  totals(surveyId: string): Promise<{ asked: number; answered: number }>;
  answerCounts(surveyId: string): Promise<readonly AnswerCount[]>;
  /** Latest first. */
  latestTexts(surveyId: string, questionId: string, limit: number): Promise<readonly string[]>;
}
