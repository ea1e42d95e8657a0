import { derivedId, DomainError } from '@vafa/kernel';
import { answersText, type Answer } from './answers.ts';
import { idPrefixes } from './ids.ts';
import type { Survey } from './survey.ts';

/** A member's response, once and for good. */
export interface Response {
  readonly id: string;
  readonly answers: readonly Answer[];
  readonly points: bigint;
  readonly at: Date;
  /** Key of the command that gave it. */
  readonly key: string;
}

/** One member in one survey: asked, answered, or first one and then the other. */
export interface Participation {
  readonly id: string;
  readonly clubId: string;
  readonly surveyId: string;
  readonly memberId: string;
  readonly askedAt?: Date;
  /** The sale it was asked after. */
  readonly saleId?: string;
  readonly response?: Response;
}

export type Invitation = Participation & { readonly askedAt: Date; readonly saleId: string };

export interface ClosedSale {
  readonly id: string;
  readonly clubId: string;
  /** May be empty. */
  readonly memberId: string;
  /** Made before it was submitted. */
  readonly historical: boolean;
  readonly closedAt: Date;
}

export const participationId = (surveyId: string, memberId: string): string => `${surveyId}/${memberId}`;

/** Nobody is asked about a sale without a member, nor about one of the past. */
export const asksAfter = ({ memberId, historical }: ClosedSale): boolean => memberId !== '' && !historical;

/** A survey asks after sales of its club that were closed once it was there: a consumer may be behind. */
export const isAskedAfter = (survey: Survey, sale: ClosedSale): boolean =>
  survey.clubId === sale.clubId && survey.createdAt <= sale.closedAt;

export const invite = (survey: Survey, sale: ClosedSale, now: Date): Invitation => ({
  id: participationId(survey.id, sale.memberId),
  clubId: survey.clubId,
  surveyId: survey.id,
  memberId: sale.memberId,
  askedAt: now,
  saleId: sale.id,
});

export const respond = (
  survey: Survey,
  memberId: string,
  answers: readonly Answer[],
  key: string,
  now: Date,
): Response => ({
  id: derivedId(idPrefixes.response, participationId(survey.id, memberId)),
  answers,
  points: survey.points,
  at: now,
  key,
});

/**
 * Accepts a response that was given under the same key. Raises `already_answered` for another key, `key_reused` for
 * other answers.
 */
export const sameResponse = (given: Response, key: string, answers: readonly Answer[]): void => {
  if (given.key !== key) throw new DomainError('refused', 'already_answered', 'the member has answered this survey');
  if (answersText(given.answers) !== answersText(answers))
    throw new DomainError('conflict', 'key_reused', 'this key has given other answers');
};
