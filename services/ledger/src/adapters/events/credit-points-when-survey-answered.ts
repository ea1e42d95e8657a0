import type { SurveyAnswered } from '@vafa/contracts/feedback-events';
import type { Command } from '../../domain/journal/command.ts';
import { pointsOf, type Cause } from './effects.ts';

/** Accrues what an answer earns, once per survey and member. */
export const creditPointsWhenSurveyAnswered = (
  answered: SurveyAnswered,
  { eventId, clubId, occurredAt }: Cause,
): readonly Command[] => {
  if (answered.points === 0n) return [];
  const { surveyId, memberId, points } = answered;
  return [
    {
      account: pointsOf(clubId, memberId),
      key: `e:survey:${surveyId}:${memberId}`,
      cause: eventId,
      reason: 'survey',
      reference: surveyId,
      effectiveAt: occurredAt,
      finished: true,
      verb: { kind: 'accrue', amount: points },
    },
  ];
};
