import type { Documents, Versioned } from '@vafa/mongo';
import type { Complaint } from '../../domain/complaint.ts';
import type { ComplaintFilter, Complaints } from '../../use-cases/complaints.ts';
import { toComplaintAnswered, toComplaintOpened } from '../events/to-event.ts';
import type { ComplaintState } from './models.ts';

const toComplaint = (document: Versioned<ComplaintState>): Complaint => {
  const { _id: id, clubId, memberId, subject, text, saleId, status, openedAt, promisedBy, answers } = document;
  return { id, clubId, memberId, subject, text, saleId, status, openedAt, promisedBy, answers };
};

const toFilter = ({ clubId, memberId, status }: ComplaintFilter) => ({
  clubId,
  ...(memberId !== undefined && { memberId }),
  ...(status && { status }),
});

export class MongoComplaints implements Complaints {
  constructor(private readonly documents: Documents<ComplaintState>) {}

  insert(complaint: Complaint, key: string): Promise<'inserted' | 'exists'> {
    const { id, clubId, ...state } = complaint;
    return this.documents.insert({
      id,
      clubId,
      key,
      state,
      at: state.openedAt,
      events: [toComplaintOpened(complaint)],
    });
  }

  async load(id: string): Promise<Complaint | undefined> {
    const found = await this.documents.load(id);
    return found && toComplaint(found);
  }

  async answer(
    id: string,
    key: string,
    at: Date,
    decide: (complaint: Complaint) => Pick<Complaint, 'status' | 'answers'> | undefined,
  ): Promise<Complaint | undefined> {
    const answered = await this.documents.change(id, (document) => {
      const complaint = toComplaint(document);
      const set = decide(complaint);
      const isByMember = set?.answers.at(-1)?.byMember === true;
      return set && { set, key, at, events: isByMember ? [] : [toComplaintAnswered({ ...complaint, ...set })] };
    });
    return answered && toComplaint(answered);
  }

  count(filter: ComplaintFilter): Promise<number> {
    return this.documents.countOf(toFilter(filter));
  }

  async list(
    asked: ComplaintFilter,
    before: string,
    size: number,
  ): Promise<{ complaints: readonly Complaint[]; more: boolean }> {
    const filter = { ...toFilter(asked), ...(before !== '' && { _id: { $lt: before } }) };
    const { documents, more } = await this.documents.page(filter, { _id: -1 }, size);
    return { complaints: documents.map(toComplaint), more };
  }
}
