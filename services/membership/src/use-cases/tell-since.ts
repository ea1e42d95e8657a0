import type { Member } from '../domain/member.ts';
import type { SpendFacts } from './spend-facts.ts';

export interface MemberSince {
  readonly member: Member;
  readonly since: Date;
}

/** Since when people are members: what they bought before they were enrolled, in imported history, counts. */
export class TellSince {
  constructor(private readonly facts: SpendFacts) {}

  async execute(members: readonly Member[]): Promise<MemberSince[]> {
    const first = await Promise.all(members.map(({ clubId, id }) => this.facts.firstSale(clubId, id)));
    return members.map((member, i) => ({ member, since: earlier(member.enrolledAt, first[i]) }));
  }

  async one(member: Member): Promise<MemberSince> {
    return { member, since: await this.moment(member) };
  }

  async moment({ clubId, id, enrolledAt }: Pick<Member, 'clubId' | 'id' | 'enrolledAt'>): Promise<Date> {
    return earlier(enrolledAt, await this.facts.firstSale(clubId, id));
  }
}

const earlier = (a: Date, b: Date | undefined): Date => (b !== undefined && b < a ? b : a);
