import { encodeEvent, topics } from '@vafa/contracts';
import { FeedbackEvent } from '@vafa/contracts/feedback-events';
import type { NewEvent } from '@vafa/mongo';
import type { Complaint } from '../../domain/complaint.ts';
import type { Invitation, Participation, Response } from '../../domain/participation.ts';

export const toSurveyAsked =
  ({ surveyId, memberId, saleId }: Pick<Invitation, 'surveyId' | 'memberId' | 'saleId'>): NewEvent =>
  (place) =>
    encodeEvent(topics.feedback, FeedbackEvent, place, { $case: 'surveyAsked', value: { surveyId, memberId, saleId } });

/** Says what the answers earn, never what they say. */
export const toSurveyAnswered =
  (
    { surveyId, memberId }: Pick<Participation, 'surveyId' | 'memberId'>,
    { id: responseId, points }: Response,
  ): NewEvent =>
  (place) =>
    encodeEvent(topics.feedback, FeedbackEvent, place, {
      $case: 'surveyAnswered',
      value: { surveyId, responseId, memberId, points },
    });

export const toComplaintOpened =
  ({ id: complaintId, memberId, promisedBy }: Complaint): NewEvent =>
  (place) =>
    encodeEvent(topics.feedback, FeedbackEvent, place, {
      $case: 'complaintOpened',
      value: { complaintId, memberId, promisedBy },
    });

export const toComplaintAnswered =
  ({ id: complaintId, memberId, status }: Complaint): NewEvent =>
  (place) =>
    encodeEvent(topics.feedback, FeedbackEvent, place, {
      $case: 'complaintAnswered',
      value: { complaintId, memberId, closed: status === 'closed' },
    });
