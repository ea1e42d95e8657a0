import type {
  AnswerComplaintRequest,
  Complaint,
  ComplaintAnswer,
  OpenComplaintRequest,
} from '@vafa/contracts/feedback';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { theMember } from '../members/the-member.ts';
import { prose, text } from '../scalars.ts';

const complaintAnswer = overlay<ComplaintAnswer>('vafa.feedback.v1.ComplaintAnswer', { author: { orNull: true } });

export const complaint = overlay<Complaint>(
  'vafa.feedback.v1.Complaint',
  {
    clubId: { hidden: true },
    subject: { given: text(200) },
    text: { given: prose(4_000) },
    saleId: { given: true, otherwise: '', orNull: true },
    answers: { of: complaintAnswer },
  },
  { id: 'Complaint' },
);

const newComplaint = overlay<OpenComplaintRequest>('vafa.feedback.v1.OpenComplaintRequest', {}, { like: complaint });

const newAnswer = overlay<AnswerComplaintRequest>(
  'vafa.feedback.v1.AnswerComplaintRequest',
  {
    author: { given: text(120), otherwise: '', says: 'Default: the id of the API key.' },
    close: { given: true, otherwise: false },
  },
  { like: complaint },
);

const signed = (request: AnswerComplaintRequest, { caller }: Asked): Promise<AnswerComplaintRequest> =>
  Promise.resolve({ ...request, author: request.author === '' ? caller.id : request.author });

export const ComplaintsController = controllerOf('Complaints', [
  route('POST /v1/complaints', 'feedback.openComplaint', {
    id: 'openComplaint',
    summary: 'Take a complaint',
    description: 'Answers with the time by which the club promises an answer.',
    access: 'complaints:write',
    branches: 'club',
    writes: true,
    status: 201,
    body: {
      of: newComplaint,
      id: 'NewComplaint',
      example: { member_id: 'mem_01hv…', subject: 'Broken mug', text: 'One of the mugs arrived broken.' },
    },
    prepare: theMember,
    answer: complaint,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/complaints', 'feedback.listComplaints', {
    id: 'listComplaints',
    summary: 'List complaints',
    access: 'complaints:read',
    answer: complaint,
  }),
  route('GET /v1/complaints/:complaint_id', 'feedback.getComplaint', {
    id: 'getComplaint',
    summary: 'A complaint with its answers',
    access: 'complaints:read',
    answer: complaint,
  }),
  route('POST /v1/complaints/:complaint_id/answers', 'feedback.answerComplaint', {
    id: 'answerComplaint',
    summary: 'Answer a complaint',
    access: 'complaints:write',
    writes: true,
    status: 201,
    body: {
      of: newAnswer,
      id: 'NewComplaintAnswer',
      example: { text: 'We are sorry. A new one is on its way.', author: 'Maryam', close: true },
    },
    fill: { memberId: () => '' },
    prepare: signed,
    answer: complaint,
  }),
]);
