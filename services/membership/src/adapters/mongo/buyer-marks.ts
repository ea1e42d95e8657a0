import type { SpendFact } from '../../use-cases/spend-facts.ts';
import type { StoredFact } from './models.ts';

const membersMax = 100_000;

/** Whether a fact says that its member has, or had, a sale. */
const isOfBuyer = ({ kind }: Pick<SpendFact, 'kind'>): boolean => kind === 'sale' || kind === 'moved';

export const markOf = ({ clubId, memberId, at }: Pick<SpendFact, 'clubId' | 'memberId' | 'at'>): StoredFact => ({
  _id: `buyer:${clubId}/${memberId}`,
  clubId,
  memberId,
  kind: 'buyer',
  at,
  amount: 0n,
});

/**
 * One mark for each member with a sale, stored beside the first fact that says so. Buyers are counted by their marks,
 * because counting them by their sales would cost as much as there are sales.
 */
export class BuyerMarks {
  /** Ids of marks that are there, lest each sale tries to store one. */
  private readonly known = new Set<string>();

  /** Marks that these facts need, without those that are known to be stored. */
  missing(facts: readonly SpendFact[]): readonly StoredFact[] {
    const marks = facts.filter(isOfBuyer).map((fact): [string, StoredFact] => {
      const mark = markOf(fact);
      return [mark._id, mark];
    });
    return [...new Map(marks).values()].filter(({ _id }) => !this.known.has(_id));
  }

  stored(marks: readonly StoredFact[]): void {
    if (this.known.size + marks.length > membersMax) this.known.clear();
    for (const { _id } of marks) this.known.add(_id);
  }
}
