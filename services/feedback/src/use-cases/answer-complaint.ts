import { DomainError, newId, type Clock } from '@vafa/kernel';
import { answerComplaint, checkComplaintAnswer, type AnswerTerms, type Complaint } from '../domain/complaint.ts';
import type { CommandKeys } from './command-keys.ts';
import type { Complaints } from './complaints.ts';

/** Appends an answer once per key. Raises `complaint_not_found`, `complaint_closed`, `invalid_complaint`, `key_reused`. */
export class AnswerComplaint {
  constructor(
    private readonly complaints: Complaints,
    private readonly keys: CommandKeys,
    private readonly clock: Clock,
  ) {}

  /** A repeat has the complaint as it stands. */
  async execute(clubId: string, complaintId: string, given: AnswerTerms): Promise<Complaint> {
    const terms = checkComplaintAnswer(given);
    const known = await this.complaints.load(complaintId);
    if (known?.clubId !== clubId) throw new DomainError('not_found', 'complaint_not_found', 'the club has no such complaint');
    const owner = await this.keys.owner('answer', clubId, terms.key, complaintId);
    if (owner !== complaintId) throw new DomainError('conflict', 'key_reused', 'this key has answered another complaint');
    const now = this.clock.now();
    const answerId = newId('answer');
    const answered = await this.complaints.answer(complaintId, terms.key, now, (complaint) => answerComplaint(complaint, answerId, terms, now));
    return answered ?? known;
  }
}
