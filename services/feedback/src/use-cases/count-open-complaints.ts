import type { Complaints } from './complaints.ts';

/** How many complaints of a member wait for the club; who may know that much reads none of them. */
export class CountOpenComplaints {
  constructor(private readonly complaints: Complaints) {}

  execute(clubId: string, memberId: string): Promise<number> {
    return this.complaints.count({ clubId, memberId, status: 'open' });
  }
}
