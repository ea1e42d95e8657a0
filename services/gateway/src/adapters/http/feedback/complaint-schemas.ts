import { ComplaintStatus, type Complaint } from '@vafa/contracts/feedback';
import { z } from 'zod';
import { instantOut, pageOf, PageQuery, prose, reference, text } from '../scalars.ts';
import { orNull, toInstant } from '../values.ts';

export const NewComplaint = z
  .strictObject({ member_id: reference(), subject: text(200), text: prose(4_000), sale_id: reference().optional() })
  .meta({
    id: 'NewComplaint',
    example: { member_id: 'mem_01hv…', subject: 'Broken mug', text: 'One of the mugs arrived broken.' },
  });
export type NewComplaint = z.infer<typeof NewComplaint>;

export const NewComplaintAnswer = z
  .strictObject({
    text: prose(4_000),
    author: text(120).optional().describe('Default: the id of the API key.'),
    close: z.boolean().optional().describe('Closes the complaint with this answer. Default false.'),
  })
  .meta({
    id: 'NewComplaintAnswer',
    example: { text: 'We are sorry. A new one is on its way.', author: 'Maryam', close: true },
  });
export type NewComplaintAnswer = z.infer<typeof NewComplaintAnswer>;

const statuses = {
  open: ComplaintStatus.COMPLAINT_STATUS_OPEN,
  answered: ComplaintStatus.COMPLAINT_STATUS_ANSWERED,
  closed: ComplaintStatus.COMPLAINT_STATUS_CLOSED,
} as const;
const Status = z.enum(['open', 'answered', 'closed']);

export const ComplaintQuery = PageQuery.extend({ member_id: reference().optional(), status: Status.optional() });
export type ComplaintQuery = z.infer<typeof ComplaintQuery>;

export const toStatus = (status: z.infer<typeof Status> | undefined): ComplaintStatus =>
  status ? statuses[status] : ComplaintStatus.COMPLAINT_STATUS_UNSPECIFIED;

export const ComplaintPath = z.strictObject({ complaint_id: reference() });
export type ComplaintPath = z.infer<typeof ComplaintPath>;

export const ComplaintAnswered = z
  .object({
    id: z.string(),
    member_id: z.string(),
    subject: z.string(),
    text: z.string(),
    sale_id: z.string().nullable(),
    status: Status,
    opened_at: instantOut(),
    promised_by: instantOut().describe('The club answers by then.'),
    answers: z.array(z.object({ id: z.string(), text: z.string(), author: z.string(), at: instantOut() })),
    late: z.boolean().describe('The first answer came after the promise, or has not come although it has passed.'),
  })
  .meta({ id: 'Complaint' });
export const ComplaintPage = pageOf(ComplaintAnswered, 'ComplaintPage');

const statusOf = (status: ComplaintStatus): z.infer<typeof Status> => {
  if (status === statuses.answered) return 'answered';
  return status === statuses.closed ? 'closed' : 'open';
};

export const toComplaint = (complaint: Complaint): z.infer<typeof ComplaintAnswered> => ({
  id: complaint.id,
  member_id: complaint.memberId,
  subject: complaint.subject,
  text: complaint.text,
  sale_id: orNull(complaint.saleId),
  status: statusOf(complaint.status),
  opened_at: toInstant(complaint.openedAt),
  promised_by: toInstant(complaint.promisedBy),
  answers: complaint.answers.map(({ id, text: words, author, at }) => ({ id, text: words, author, at: toInstant(at) })),
  late: complaint.late,
});
