import { decodeEvent, topics } from '@vafa/contracts';
import type { MembershipServiceService } from '@vafa/contracts/membership';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { BranchFacts, ClubFacts, Fact as FactMessage } from '@vafa/contracts/membership-facts';
import type { StreamEvent } from '@vafa/events';
import type { Client } from '@vafa/grpc';
import { slicesOf } from '@vafa/kernel';
import type { Fact, Producer } from '@vafa/projection';
import type { KeptFacts } from './kept-facts.ts';

export type MembershipClient = Pick<Client<typeof MembershipServiceService>, 'getFacts'>;

/** As many as membership answers at once. */
const keysMax = 1_000;

const keptClub = ({ currency, currencyDigits, timeZone, pointValue }: ClubFacts): KeptFacts => ({
  kind: 'club',
  currency,
  currencyDigits,
  timeZone,
  pointValue,
});

const keptBranch = ({ clubId }: BranchFacts): KeptFacts => ({ kind: 'branch', clubId });

const toFact = ({ documentId: key, epoch, sequence, of }: FactMessage): Fact<KeptFacts>[] => {
  if (of === undefined) return [];
  const state = of.$case === 'club' ? keptClub(of.value) : keptBranch(of.value);
  return [{ key, place: { epoch, sequence }, state }];
};

/** Clubs and branches as membership tells them. */
export class MembershipFacts implements Producer<KeptFacts> {
  readonly topic = topics.membership;
  readonly types = ['club_created', 'club_changed', 'tiers_set', 'branch_created'].map(
    (name) => `vafa.membership.${name}.v1`,
  );

  constructor(private readonly membership: MembershipClient) {}

  /** Events of before tell too little. */
  next({ payload }: StreamEvent): KeptFacts | undefined {
    const { event } = decodeEvent(MembershipEvent, payload);
    switch (event.$case) {
      case 'clubCreated':
      case 'clubChanged':
      case 'tiersSet':
        return event.value.facts && keptClub(event.value.facts);
      case 'branchCreated':
        return event.value.facts && keptBranch(event.value.facts);
      case 'memberEnrolled':
      case 'memberCorrected':
        return undefined;
    }
  }

  async ask(keys: readonly string[]): Promise<readonly Fact<KeptFacts>[]> {
    const slices = slicesOf(keys, keysMax);
    const answers = await Promise.all(slices.map((documentIds) => this.membership.getFacts({ documentIds })));
    return answers.flatMap(({ facts }) => facts.flatMap(toFact));
  }
}
