import { newId, type Clock, type Commands } from '@vafa/kernel';
import { answerComplaint, checkComplaintAnswer, type AnswerTerms, type Complaint } from '../domain/complaint.ts';
import type { Complaints } from './complaints.ts';
import { idPrefixes } from '../domain/ids.ts';
import { complaintNotFound } from './get-complaint.ts';

export interface AnswerOrder extends Omit<AnswerTerms, 'byMember'> {
  /** Of the member, who writes; empty: the club does. */
  readonly memberId: string;
}

/**
 * Appends an answer once per key. Raises `complaint_not_found`, `complaint_closed`, `invalid_complaint`, `key_reused`.
 */
export class AnswerComplaint {
  constructor(
    private readonly complaints: Complaints,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  /** A repeat has the complaint as it stands. */
  async execute(clubId: string, complaintId: string, { memberId, ...given }: AnswerOrder): Promise<Complaint> {
    const byMember = memberId !== '';
    const terms = checkComplaintAnswer(byMember ? { ...given, author: '', close: false, byMember } : given);
    const known = await this.complaints.load(complaintId);
    if (known?.clubId !== clubId || (byMember && known.memberId !== memberId)) throw complaintNotFound();
    const body = JSON.stringify([complaintId, terms.text, terms.author, terms.close, ...(byMember ? [memberId] : [])]);
    await this.commands.enter({ verb: 'answer', clubId, key: terms.key, body }, complaintId);
    const now = this.clock.now();
    const answerId = newId(idPrefixes.answer);
    const answered = await this.complaints.answer(complaintId, terms.key, now, (complaint) =>
      answerComplaint(complaint, answerId, terms, now),
    );
    return answered ?? known;
  }
}
