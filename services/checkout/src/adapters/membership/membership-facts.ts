import { decodeEvent, topics } from '@vafa/contracts';
import type { MembershipServiceService } from '@vafa/contracts/membership';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { BranchFacts, ClubFacts, Fact as FactMessage, MemberFacts } from '@vafa/contracts/membership-facts';
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

const keptBranch = ({ clubId, closed: isClosed }: BranchFacts): KeptFacts => ({ kind: 'branch', clubId, isClosed });

const keptMember = ({ clubId }: MemberFacts): KeptFacts => ({ kind: 'member', clubId });

const toFact = ({ documentId: key, epoch, sequence, of }: FactMessage): Fact<KeptFacts>[] => {
  if (of === undefined) return [];
  return [{ key, place: { epoch, sequence }, state: keptOf(of) }];
};

const keptOf = (of: NonNullable<FactMessage['of']>): KeptFacts => {
  switch (of.$case) {
    case 'club':
      return keptClub(of.value);
    case 'branch':
      return keptBranch(of.value);
    case 'member':
      return keptMember(of.value);
  }
};

/** Events that say something of what is kept; a correction of a member does not. */
const told = [
  'club_created',
  'club_changed',
  'tiers_set',
  'branch_created',
  'branch_changed',
  'member_enrolled',
  'member_erased',
];

/** Clubs, branches and members as membership tells them. */
export class MembershipFacts implements Producer<KeptFacts> {
  readonly topic = topics.membership;
  readonly types = told.map((name) => `vafa.membership.${name}.v1`);

  constructor(private readonly membership: MembershipClient) {}

  /** Events of before tell too little; of whom was erased nothing is told, so that membership is asked. */
  next({ payload, clubId }: StreamEvent): KeptFacts | undefined {
    const { event } = decodeEvent(MembershipEvent, payload);
    switch (event.$case) {
      case 'clubCreated':
      case 'clubChanged':
      case 'tiersSet':
        return event.value.facts && keptClub(event.value.facts);
      case 'branchCreated':
      case 'branchChanged':
        return event.value.facts && keptBranch(event.value.facts);
      case 'memberEnrolled':
        return keptMember({ clubId });
      case 'memberCorrected':
      case 'memberErased':
        return undefined;
    }
  }

  async ask(keys: readonly string[]): Promise<readonly Fact<KeptFacts>[]> {
    const slices = slicesOf(keys, keysMax);
    const answers = await Promise.all(slices.map((documentIds) => this.membership.getFacts({ documentIds })));
    return answers.flatMap(({ facts }) => facts.flatMap(toFact));
  }
}
