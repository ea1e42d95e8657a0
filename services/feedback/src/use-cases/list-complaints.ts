import type { Complaint } from '../domain/complaint.ts';
import type { ComplaintFilter, Complaints } from './complaints.ts';

/** A club's complaints, newest first. */
export class ListComplaints {
  constructor(private readonly complaints: Complaints) {}

  /** At most `size` complaints that follow the id `before` in that order. */
  execute(
    filter: ComplaintFilter,
    before: string,
    size: number,
  ): Promise<{ complaints: readonly Complaint[]; more: boolean }> {
    return this.complaints.list(filter, before, size);
  }
}
