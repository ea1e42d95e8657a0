import type { Complaint } from '../domain/complaint.ts';

export interface ComplaintFilter {
  readonly clubId: string;
  readonly memberId?: string;
  readonly status?: Complaint['status'];
}

/** Complaints of all clubs, durable; each change is one write that carries its event. */
export interface Complaints {
  insert(complaint: Complaint, key: string): Promise<'inserted' | 'exists'>;
  load(id: string): Promise<Complaint | undefined>;
  /** Decides on the stored state, again after a lost race; answers the state after it, undefined when there is none. */
  answer(
    id: string,
    key: string,
    at: Date,
    decide: (complaint: Complaint) => Pick<Complaint, 'status' | 'answers'> | undefined,
  ): Promise<Complaint | undefined>;
  count(filter: ComplaintFilter): Promise<number>;
  /** Newest first, those before the id `before` (all when empty): at most `size`, and no more than a page may hold. */
  list(
    filter: ComplaintFilter,
    before: string,
    size: number,
  ): Promise<{ complaints: readonly Complaint[]; more: boolean }>;
}
