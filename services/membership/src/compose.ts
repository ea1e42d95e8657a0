import type { Clock, Commands } from '@vafa/kernel';
import type { ReadNumber } from './domain/phone.ts';
import { Branches } from './use-cases/branches.ts';
import { ClaimIdentities } from './use-cases/claim-identities.ts';
import type { Clubs } from './use-cases/clubs.ts';
import { CorrectMember } from './use-cases/correct-member.ts';
import { ChangeClub } from './use-cases/change-club.ts';
import { ChangeBranch } from './use-cases/change-branch.ts';
import { CreateClub } from './use-cases/create-club.ts';
import { EnrolMember } from './use-cases/enrol-member.ts';
import { EnsureMembers } from './use-cases/ensure-members.ts';
import { EraseMember } from './use-cases/erase-member.ts';
import { FindClub } from './use-cases/find-club.ts';
import { FindMembers } from './use-cases/find-members.ts';
import type { Members } from './use-cases/members.ts';
import { RenewMembers } from './use-cases/renew-members.ts';
import { SetTiers } from './use-cases/set-tiers.ts';
import type { SpendFacts } from './use-cases/spend-facts.ts';
import { TellOccasions } from './use-cases/tell-occasions.ts';
import { TellSnapshots } from './use-cases/tell-snapshots.ts';
import { TellSince } from './use-cases/tell-since.ts';
import { TellTier } from './use-cases/tell-tier.ts';

export interface Ports {
  readonly clubs: Clubs;
  readonly members: Members;
  readonly commands: Commands;
  readonly facts: SpendFacts;
  readonly readNumber: ReadNumber;
  readonly clock: Clock;
}

/** The use cases on their ports. */
export const composeUseCases = ({ clubs, members, commands, facts, readNumber, clock }: Ports) => {
  const club = new FindClub(clubs);
  const branches = new Branches(clubs, club, clock);
  const identities = new ClaimIdentities(members, clock);
  const since = new TellSince(facts);
  const finding = new FindMembers(members, identities, club, readNumber);
  return {
    useCases: [
      new CreateClub(clubs, clock),
      new ChangeClub(clubs, club, clock),
      club,
      branches,
      new ChangeBranch(clubs, branches, clock),
      new SetTiers(clubs, clock),
      new EnrolMember(members, commands, identities, club, readNumber, clock),
      new EnsureMembers(members, identities, club, clock),
      new CorrectMember(members, commands, identities, finding, club, readNumber, clock),
      new EraseMember(members, club, clock),
      since,
      finding,
      new TellTier(club, finding, facts, clock),
      new TellOccasions(club, finding, since, clock),
      new TellSnapshots(club, members, facts, since, clock),
    ],
    renewal: new RenewMembers(members, clock),
  };
};
