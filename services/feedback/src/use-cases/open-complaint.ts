import { DomainError, newId, type Clock, type Commands } from '@vafa/kernel';
import { checkComplaint, openComplaint, type Complaint, type ComplaintTerms } from '../domain/complaint.ts';
import type { Complaints } from './complaints.ts';
import { idPrefixes } from '../domain/ids.ts';

/** Takes a complaint once per key and promises an answer. Raises `invalid_complaint`, `key_reused`. */
export class OpenComplaint {
  constructor(
    private readonly complaints: Complaints,
    private readonly commands: Commands,
    private readonly clock: Clock,
    /** Within how many hours the club answers. */
    private readonly answerHours: number,
  ) {}

  /** A repeat has the complaint as it stands. */
  async execute(clubId: string, key: string, given: ComplaintTerms): Promise<Complaint> {
    const terms = checkComplaint(given);
    const body = JSON.stringify([terms.memberId, terms.subject, terms.text, terms.saleId]);
    const id = await this.commands.enter({ verb: 'open', clubId, key, body }, newId(idPrefixes.complaint));
    const complaint = openComplaint(id, clubId, terms, this.answerHours, this.clock.now());
    if ((await this.complaints.insert(complaint, key)) === 'inserted') return complaint;
    const first = await this.complaints.load(id);
    if (first) return first;
    throw new DomainError('internal', 'complaint_missing', 'the complaint was not stored');
  }
}
