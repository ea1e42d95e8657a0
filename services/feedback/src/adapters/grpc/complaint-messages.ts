import { ComplaintStatus, type Complaint as ComplaintMessage } from '@vafa/contracts/feedback';
import { DomainError } from '@vafa/kernel';
import { isLate, type Complaint } from '../../domain/complaint.ts';

const statuses = {
  open: ComplaintStatus.COMPLAINT_STATUS_OPEN,
  answered: ComplaintStatus.COMPLAINT_STATUS_ANSWERED,
  closed: ComplaintStatus.COMPLAINT_STATUS_CLOSED,
} as const;

/** Undefined for all. Raises `invalid_complaint` for a status that is none. */
export const fromStatusMessage = (status: ComplaintStatus): Complaint['status'] | undefined => {
  if (status === ComplaintStatus.COMPLAINT_STATUS_UNSPECIFIED) return undefined;
  const named = (['open', 'answered', 'closed'] as const).find((name) => statuses[name] === status);
  if (named) return named;
  throw new DomainError('invalid', 'invalid_complaint', 'there is no such status of a complaint', {
    status: 'must be open, answered or closed',
  });
};

/** The complaint as it is at that moment. */
export const toComplaintMessage = (complaint: Complaint, now: Date): ComplaintMessage => ({
  ...complaint,
  status: statuses[complaint.status],
  answers: complaint.answers.map(({ id, text, author, at, byMember = false }) => ({ id, text, author, at, byMember })),
  late: isLate(complaint, now),
});
