import type { PageRequest } from '@vafa/contracts/common';
import {
  MembershipServiceService,
  type CorrectMemberRequest,
  type CorrectMemberResponse,
  type ChangeBranchRequest,
  type ChangeBranchResponse,
  type ChangeClubRequest,
  type ChangeClubResponse,
  type CreateClubRequest,
  type CreateClubResponse,
  type EraseMemberRequest,
  type EraseMemberResponse,
  type EnsureBranchesRequest,
  type EnsureBranchesResponse,
  type GetBranchRequest,
  type GetBranchResponse,
  type GetClubRequest,
  type GetClubResponse,
  type GetTiersRequest,
  type GetTiersResponse,
  type ListBranchesRequest,
  type ListBranchesResponse,
  type ListClubsRequest,
  type ListCorrectionsRequest,
  type ListCorrectionsResponse,
  type ListClubsResponse,
  type SetTiersRequest,
  type SetTiersResponse,
  type EnsureMembersRequest,
  type EnsureMembersResponse,
  type EnrolMemberRequest,
  type EnrolMemberResponse,
  type FindMembersRequest,
  type FindMembersResponse,
  type GetExternalIdsRequest,
  type GetExternalIdsResponse,
  type GetFactsRequest,
  type GetFactsResponse,
  type GetMemberIdsRequest,
  type GetMemberIdsResponse,
  type GetMemberRequest,
  type GetMemberResponse,
  type GetOccasionsRequest,
  type GetOccasionsResponse,
  type GetMemberSnapshotsRequest,
  type GetMemberSnapshotsResponse,
  type GetMembershipSummaryRequest,
  type GetMembershipSummaryResponse,
  type GetMemberTierRequest,
  type GetMemberTierResponse,
  type RankMembersRequest,
  type RankMembersResponse,
  type MembershipServiceController,
} from '@vafa/contracts/membership';
import { keyOf } from '@vafa/grpc';
import { DomainError } from '@vafa/kernel';
import { decodePageToken, pageSize, toPage, type PagePosition } from '@vafa/mongo';
import { RpcController, type Answers } from '@vafa/process';
import { CorrectMember } from '../../use-cases/correct-member.ts';
import { EnrolMember } from '../../use-cases/enrol-member.ts';
import { EnsureMembers } from '../../use-cases/ensure-members.ts';
import { EraseMember } from '../../use-cases/erase-member.ts';
import { FindMembers } from '../../use-cases/find-members.ts';
import { TellOccasions } from '../../use-cases/tell-occasions.ts';
import { TellSince } from '../../use-cases/tell-since.ts';
import { TellSnapshots } from '../../use-cases/tell-snapshots.ts';
import { TellTier } from '../../use-cases/tell-tier.ts';
import { ChangeBranch } from '../../use-cases/change-branch.ts';
import { ChangeClub } from '../../use-cases/change-club.ts';
import { bestMembers } from '../../domain/best-members.ts';
import { CreateClub } from '../../use-cases/create-club.ts';
import { Branches } from '../../use-cases/branches.ts';
import { FindClub } from '../../use-cases/find-club.ts';
import { SetTiers } from '../../use-cases/set-tiers.ts';
import { Counts } from '../mongo/counts.ts';
import { MongoFacts } from '../mongo/mongo-facts.ts';
import {
  toBranchMessage,
  toClubMessage,
  toClubOrder,
  toCorrectionMessage,
  toCorrectionOrder,
  toCriterion,
  toMemberMessage,
  toOccasionMessage,
  toProfile,
  toTierAnswer,
  toTiersMessage,
} from './to-message.ts';
import { toSnapshotOrder, toSnapshotsAnswer } from './to-snapshots.ts';

const membersMax = 1_000;
const factsMax = 1_000;

/** A page by one text: where it goes on. */
const pageOf = (page: PageRequest | undefined): { after: string; limit: number } => ({
  limit: pageSize(page),
  after: decodePageToken(page?.pageToken, ['after'])?.after ?? '',
});

const behindCode = ({ code }: { readonly code: string }): PagePosition => ({ after: code });

const revisionOf = (text: string): number => {
  const revision = Number(text);
  if (!Number.isInteger(revision) || revision < 1)
    throw new DomainError('invalid', 'invalid_page_token', 'the page token is not one that this list gave out');
  return revision;
};

@RpcController(MembershipServiceService)
export class MembershipController implements Answers<MembershipServiceController> {
  constructor(
    private readonly creation: CreateClub,
    private readonly changing: ChangeClub,
    private readonly club: FindClub,
    private readonly branches: Branches,
    private readonly branchChange: ChangeBranch,
    private readonly tiers: SetTiers,
    private readonly enrolment: EnrolMember,
    private readonly assurance: EnsureMembers,
    private readonly finding: FindMembers,
    private readonly correction: CorrectMember,
    private readonly erasure: EraseMember,
    private readonly since: TellSince,
    private readonly tier: TellTier,
    private readonly occasions: TellOccasions,
    private readonly snapshots: TellSnapshots,
    private readonly counts: Counts,
    private readonly facts: MongoFacts,
  ) {}

  async createClub(request: CreateClubRequest): Promise<CreateClubResponse> {
    return { club: toClubMessage(await this.creation.execute(keyOf(request), request)) };
  }

  async changeClub(request: ChangeClubRequest): Promise<ChangeClubResponse> {
    return { club: toClubMessage(await this.changing.execute(request.idOrCode, keyOf(request), toClubOrder(request))) };
  }

  async getClub({ idOrCode }: GetClubRequest): Promise<GetClubResponse> {
    return { club: toClubMessage(await this.club.execute(idOrCode)) };
  }

  async listClubs(request: ListClubsRequest): Promise<ListClubsResponse> {
    const { after, limit } = pageOf(request.page);
    const found = await this.club.list(after, limit);
    const { items: clubs, nextPageToken } = toPage({
      found,
      more: found.length === limit,
      toMessage: toClubMessage,
      behind: behindCode,
    });
    return { clubs, nextPageToken };
  }

  async ensureBranches({ clubId, branches }: EnsureBranchesRequest): Promise<EnsureBranchesResponse> {
    return { branches: (await this.branches.ensure(clubId, branches)).map(toBranchMessage) };
  }

  async listBranches(request: ListBranchesRequest): Promise<ListBranchesResponse> {
    const { after, limit } = pageOf(request.page);
    const found = await this.branches.list(request.clubId, after, limit);
    const { items: branches, nextPageToken } = toPage({
      found,
      more: found.length === limit,
      toMessage: toBranchMessage,
      behind: behindCode,
    });
    return { branches, nextPageToken };
  }

  async changeBranch(request: ChangeBranchRequest): Promise<ChangeBranchResponse> {
    const { clubId, idOrCode, name, closed: isClosed, by, reason, revision: seen } = request;
    const order = { name, isClosed, by, reason, seen };
    return { branch: toBranchMessage(await this.branchChange.execute(clubId, idOrCode, keyOf(request), order)) };
  }

  async getBranch({ clubId, idOrCode }: GetBranchRequest): Promise<GetBranchResponse> {
    return { branch: toBranchMessage(await this.branches.find(clubId, idOrCode)) };
  }

  async setTiers(request: SetTiersRequest): Promise<SetTiersResponse> {
    const { clubId, periodDays, tiers, revision: seen } = request;
    return toTiersMessage(await this.tiers.execute(clubId, keyOf(request), { periodDays, tiers }, seen));
  }

  async getTiers({ clubId }: GetTiersRequest): Promise<GetTiersResponse> {
    const { tierSet = { periodDays: 0, tiers: [] }, tiersRevision: revision } = await this.club.execute(clubId);
    return toTiersMessage({ ...tierSet, revision });
  }

  async enrolMember(request: EnrolMemberRequest): Promise<EnrolMemberResponse> {
    return {
      member: toMemberMessage(
        await this.since.one(await this.enrolment.execute(request.clubId, keyOf(request), toProfile(request))),
      ),
    };
  }

  async ensureMembers({ clubId, externalIds }: EnsureMembersRequest): Promise<EnsureMembersResponse> {
    return { memberIds: await this.assurance.execute(clubId, externalIds) };
  }

  async getMemberIds({ clubId, externalIds }: GetMemberIdsRequest): Promise<GetMemberIdsResponse> {
    return { memberIds: await this.assurance.known(clubId, externalIds) };
  }

  async eraseMember(request: EraseMemberRequest): Promise<EraseMemberResponse> {
    const { clubId, memberId, by } = request;
    await this.erasure.execute(clubId, memberId, { key: keyOf(request), by });
    return {};
  }

  async getMember({ clubId, memberId }: GetMemberRequest): Promise<GetMemberResponse> {
    return { member: toMemberMessage(await this.since.one(await this.finding.one(clubId, memberId))) };
  }

  async findMembers(request: FindMembersRequest): Promise<FindMembersResponse> {
    const { after, limit } = pageOf(request.page);
    const { members, next } = await this.finding.execute(request.clubId, toCriterion(request), { after, limit });
    const page = toPage({
      found: await this.since.execute(members),
      more: next !== '' && { after: next },
      toMessage: toMemberMessage,
      behind: ({ member: { id } }) => ({ after: id }),
    });
    return { members: page.items, nextPageToken: page.nextPageToken };
  }

  async correctMember(request: CorrectMemberRequest): Promise<CorrectMemberResponse> {
    const order = { ...toCorrectionOrder(request), key: keyOf(request) };
    return {
      member: toMemberMessage(
        await this.since.one(await this.correction.execute(request.clubId, request.memberId, order)),
      ),
    };
  }

  async listCorrections({ clubId, memberId, page }: ListCorrectionsRequest): Promise<ListCorrectionsResponse> {
    const { after, limit } = pageOf(page);
    const before = after === '' ? 0 : revisionOf(after);
    const found = await this.correction.history(clubId, memberId, before, limit);
    const { items: corrections, nextPageToken } = toPage({
      found,
      more: found.length === limit,
      toMessage: toCorrectionMessage,
      behind: ({ revision }) => ({ after: String(revision) }),
    });
    return { corrections, nextPageToken };
  }

  async getExternalIds({ clubId, memberIds }: GetExternalIdsRequest): Promise<GetExternalIdsResponse> {
    const known = await this.externalIdsOf(clubId, memberIds);
    return { externalIds: memberIds.map((id) => known.get(id) ?? '') };
  }

  async rankMembers({ clubId, members, count }: RankMembersRequest): Promise<RankMembersResponse> {
    const known = await this.externalIdsOf(
      clubId,
      members.map(({ memberId }) => memberId),
    );
    return {
      members: bestMembers(
        members.map((member) => ({ ...member, externalId: known.get(member.memberId) ?? '' })),
        count,
      ),
    };
  }

  async getMemberTier({ clubId, memberId, at }: GetMemberTierRequest): Promise<GetMemberTierResponse> {
    return toTierAnswer(await this.tier.execute(clubId, memberId, at));
  }

  async getOccasions({ clubId, memberId }: GetOccasionsRequest): Promise<GetOccasionsResponse> {
    return { occasions: (await this.occasions.execute(clubId, memberId)).map(toOccasionMessage) };
  }

  async getFacts({ documentIds }: GetFactsRequest): Promise<GetFactsResponse> {
    if (documentIds.length > factsMax)
      throw new DomainError('invalid', 'too_many', `at most ${String(factsMax)} documents at once`);
    return { facts: await this.facts.find(documentIds) };
  }

  async getMemberSnapshots(request: GetMemberSnapshotsRequest): Promise<GetMemberSnapshotsResponse> {
    const told = await this.snapshots.execute(request.clubId, request.members, toSnapshotOrder(request));
    return toSnapshotsAnswer(request, told);
  }

  async getMembershipSummary({ clubId }: GetMembershipSummaryRequest): Promise<GetMembershipSummaryResponse> {
    const [enrolled, withSale] = await Promise.all([this.counts.members(clubId), this.counts.membersWithSale(clubId)]);
    return { enrolled: BigInt(enrolled), withSale: BigInt(withSale) };
  }

  private async externalIdsOf(clubId: string, memberIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (memberIds.length > membersMax)
      throw new DomainError('invalid', 'too_many', `at most ${String(membersMax)} members at once`);
    return memberIds.length > 0 ? this.counts.externalIds(clubId, memberIds) : new Map();
  }
}
