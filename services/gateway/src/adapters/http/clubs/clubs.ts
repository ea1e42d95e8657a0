import type {
  ChangeBranchRequest,
  ChangeBranchResponse,
  ChangeClubRequest,
  ChangeClubResponse,
  Club,
  CreateClubRequest,
  ListBranchesRequest,
  ListBranchesResponse,
  NewBranch,
  EnsureBranchesRequest,
  GetClubRequest,
} from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import { z } from 'zod';
import { isPracticeCode } from '../../../domain/practice.ts';
import type { Asked } from '../contract/asked.ts';
import { overlay } from '../contract/overlay.ts';
import { count, identifierText, seenRevision, text } from '../scalars.ts';
import { present } from '../values.ts';

export const code = () => z.string().regex(/^[a-z0-9-]{2,40}$/, 'a code is 2 to 40 of a-z, 0-9 and "-"');
const clubCode = code().refine((text) => !isPracticeCode(text), 'codes with "practice-" first are of practice clubs');

const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'a colour is "#" and six hexadecimal digits');
const letters = text(20);
const country = z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters (ISO 3166-1)');
const perPoint = count().max(1_000_000_000_000);
const pointCostDefault = 10_000n;

export const club = overlay<Club>(
  'vafa.membership.v1.Club',
  { country: { orNull: true }, brandColour: { orNull: true }, logoText: { orNull: true } },
  { id: 'Club' },
);

/** What anybody may see of a club: how its pages look and count. */
export const brand = overlay<Club>(
  'vafa.membership.v1.Club',
  {
    id: { hidden: true },
    createdAt: { hidden: true },
    pointCost: { hidden: true },
    country: { hidden: true },
    changes: { hidden: true },
    revision: { hidden: true },
    brandColour: { orNull: true },
    logoText: { orNull: true },
  },
  { id: 'Brand' },
);

export const newClub = overlay<CreateClubRequest>(
  'vafa.membership.v1.CreateClubRequest',
  {
    code: { given: clubCode },
    name: { given: text(120) },
    currency: { given: z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters (ISO 4217)') },
    timeZone: { given: text(60) },
    pointCost: { given: perPoint, otherwise: pointCostDefault },
    pointValue: { given: perPoint },
    country: { given: country, otherwise: '' },
  },
  { like: club },
);

export const clubChange = overlay<ChangeClubRequest>(
  'vafa.membership.v1.ChangeClubRequest',
  {
    name: { given: text(120) },
    country: { given: country },
    brandColour: { given: colour, ifNull: '' },
    logoText: { given: letters, ifNull: '' },
    displayUnit: { given: true },
    calendar: { given: true },
    reason: { given: text(200), otherwise: '' },
    revision: seenRevision,
  },
  {
    judged: [
      ({ reason: _why, revision: _seen, ...others }) => Object.values(others).some((value) => value !== undefined),
      'name what changes',
    ],
  },
);

export const newBranch = overlay<NewBranch>('vafa.membership.v1.NewBranch', {
  code: { given: identifierText(60) },
  name: { given: text(60), otherwise: '', says: 'Default: the code.' },
});

export const branchChange = overlay<ChangeBranchRequest>(
  'vafa.membership.v1.ChangeBranchRequest',
  {
    name: { given: text(60) },
    closed: { given: true, says: 'true: no sale is opened there any more.' },
    reason: { given: text(200), otherwise: '' },
    revision: seenRevision,
  },
  { judged: [({ name, closed }) => name !== undefined || closed !== undefined, 'name what changes'] },
);

/** What this process knows of the branch is from before. */
export const branchForgotten = async (
  request: ChangeBranchRequest,
  { clubs }: Asked,
  ask: (request: ChangeBranchRequest) => Promise<ChangeBranchResponse>,
): Promise<ChangeBranchResponse> => {
  const changed = await ask(request);
  clubs.forgetBranch(present(changed.branch));
  return changed;
};

/** What this process knows of the club is from before. */
export const forgotten = async (
  request: ChangeClubRequest,
  { clubs }: Asked,
  ask: (request: ChangeClubRequest) => Promise<ChangeClubResponse>,
): Promise<ChangeClubResponse> => {
  const changed = await ask(request);
  clubs.forget(present(changed.club));
  return changed;
};

export const namedByCode = ({ branches, ...request }: EnsureBranchesRequest): Promise<EnsureBranchesRequest> =>
  Promise.resolve({
    ...request,
    branches: branches.map((branch) => ({ ...branch, name: branch.name === '' ? branch.code : branch.name })),
  });

/** A key that is bound to branches sees these, on one page. */
export const branchesSeen = async (
  request: ListBranchesRequest,
  { caller: { branchIds }, clubs }: Asked,
  ask: (request: ListBranchesRequest) => Promise<ListBranchesResponse>,
): Promise<ListBranchesResponse> =>
  branchIds.length > 0
    ? { branches: await clubs.branchesOf(request.clubId, branchIds), nextPageToken: '' }
    : ask(request);

/** Raises `club_not_found` where there is none, or not one alone. */
export const theOnlyClub = async (_request: GetClubRequest, { services }: Asked): Promise<GetClubRequest> => {
  // A club has one to practise in at most: of three there are two that are real.
  const { clubs } = await services.membership.listClubs({ page: { pageSize: 3, pageToken: '' } });
  const [only, another] = clubs.length > 2 ? clubs : clubs.filter((each) => !isPracticeCode(each.code));
  if (only === undefined || another !== undefined)
    throw new DomainError(
      'not_found',
      'club_not_found',
      'there is not one club alone: its address says which is meant',
    );
  return { idOrCode: only.id };
};
