import { DomainError, newId, type Clock } from '@vafa/kernel';
import { checkComplaint, openComplaint, sameComplaint, type Complaint, type ComplaintTerms } from '../domain/complaint.ts';
import type { CommandKeys } from './command-keys.ts';
import type { Complaints } from './complaints.ts';

/** Takes a complaint once per key and promises an answer. Raises `invalid_complaint`, `key_reused`. */
export class OpenComplaint {
  constructor(
    private readonly complaints: Complaints,
    private readonly keys: CommandKeys,
    private readonly clock: Clock,
    /** Within how many hours the club answers. */
    private readonly answerHours: number,
  ) {}

  /** A repeat has the complaint as it stands. */
  async execute(clubId: string, key: string, given: ComplaintTerms): Promise<Complaint> {
    const terms = checkComplaint(given);
    const id = await this.keys.owner('open', clubId, key, newId('complaint'));
    const complaint = openComplaint(id, clubId, terms, this.answerHours, this.clock.now());
    if ((await this.complaints.insert(complaint, key)) === 'inserted') return complaint;
    const first = await this.complaints.load(id);
    if (first && sameComplaint(first, terms)) return first;
    throw new DomainError('conflict', 'key_reused', 'this key has opened another complaint');
  }
}
