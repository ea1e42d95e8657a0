import { DomainError } from '@vafa/kernel';
import type { Complaint } from '../domain/complaint.ts';
import type { Complaints } from './complaints.ts';

export const complaintNotFound = (): DomainError =>
  new DomainError('not_found', 'complaint_not_found', 'the club has no such complaint');

/** One complaint, by its id. */
export class GetComplaint {
  constructor(private readonly complaints: Pick<Complaints, 'load'>) {}

  /** Raises `complaint_not_found`, also of another club's. */
  async execute(clubId: string, complaintId: string): Promise<Complaint> {
    const complaint = await this.complaints.load(complaintId);
    if (complaint?.clubId !== clubId) throw complaintNotFound();
    return complaint;
  }
}
