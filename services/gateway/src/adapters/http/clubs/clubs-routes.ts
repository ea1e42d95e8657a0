import type { Branch } from '@vafa/contracts/membership';
import { isPracticeCode } from '../../../domain/practice.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import {
  branchChange,
  branchesSeen,
  branchForgotten,
  brand,
  club,
  clubChange,
  forgotten,
  namedByCode,
  newBranch,
  newClub,
  theOnlyClub,
} from './clubs.ts';
import { identifierText } from '../scalars.ts';
import { newTiers, tiers, tiersSet } from './tiers.ts';

const branch = overlay<Branch>('vafa.membership.v1.Branch', { clubId: { hidden: true } }, { id: 'Branch' });

const exampleClub = {
  code: 'demo',
  name: 'Demo club',
  currency: 'GBP',
  time_zone: 'Europe/London',
  point_cost: 10_000,
};
const exampleTiers = [
  { code: 'blue', name: 'Blue', spend_from: 0 },
  { code: 'gold', name: 'Gold', spend_from: 100_000 },
];

export const ClubsController = controllerOf('Clubs', [
  route('POST /v1/clubs', 'membership.createClub', {
    id: 'createClub',
    summary: 'Create a club',
    access: 'administrator',
    club: false,
    writes: true,
    status: 201,
    body: { of: newClub, id: 'NewClub', example: exampleClub },
    answer: club,
  }),
  route('PATCH /v1/clubs/:club_code', 'membership.changeClub', {
    id: 'changeClub',
    summary: "Change a club's name, country or look",
    description:
      'Null takes colour and letters away. A country holds for the phone numbers that come; those that are stored stay. Currency, time zone, code, point cost and point value stay as they were made. The answer shows the latest 20 changes.',
    access: 'administrator',
    club: false,
    writes: true,
    named: { club_code: 'idOrCode' },
    fill: { by: ({ caller }) => caller.id },
    body: { of: clubChange, id: 'ClubChange', example: { country: 'GB', reason: 'made without one' } },
    through: forgotten,
    answer: club,
  }),
  route('GET /v1/clubs/:club_code/brand', 'membership.getClub', {
    id: 'getBrand',
    summary: 'How the pages of a club look, for whoever visits them',
    access: 'visitor',
    named: { club_code: 'idOrCode' },
    through: (_request, { club: visited }) => Promise.resolve({ club: visited }),
    answer: brand,
  }),
  route('GET /v1/brand', 'membership.getClub', {
    id: 'getOnlyBrand',
    summary: 'The same of the only club that there is',
    description: 'With several clubs their addresses say which is meant, and this is `club_not_found`.',
    access: 'visitor',
    fill: { idOrCode: () => '' },
    prepare: theOnlyClub,
    answer: brand,
    asks: ['membership.listClubs'],
  }),
  route('GET /v1/clubs', 'membership.listClubs', {
    id: 'listClubs',
    summary: 'List the clubs',
    description: 'Without those that tills practise in.',
    access: 'administrator',
    club: false,
    answer: club,
    show: ({ clubs, ...page }) => ({ ...page, clubs: clubs.filter((each) => !isPracticeCode(each.code)) }),
  }),
  route('GET /v1/club', 'membership.getClub', {
    id: 'getClub',
    summary: 'The club that is asked about',
    description: 'How it counts money and days. What was changed of it, and by whom, is shown to administrators alone.',
    access: 'branches:read',
    branches: 'club',
    fill: { idOrCode: ({ club }) => club.id },
    answer: club,
    show: ({ club }) => ({ club: club && { ...club, changes: [] } }),
  }),
  route('POST /v1/branches', 'membership.ensureBranches', {
    id: 'createBranch',
    summary: 'Create a branch',
    description: 'A branch that is there already is answered as it is.',
    access: 'branches:write',
    writes: true,
    status: 201,
    body: { of: newBranch, id: 'NewBranch', example: { code: 'oxford-street', name: 'Oxford Street' } },
    prepare: namedByCode,
    answer: branch,
  }),
  route('PATCH /v1/branches/:branch', 'membership.changeBranch', {
    id: 'changeBranch',
    summary: "Change a branch's name, close it or open it again",
    description:
      'The branch by its code or id; the code stays. A closed branch opens no sale: `PUT /v1/sessions/{session_id}` is refused with `branch_closed`. Sessions that were opened before are finished, returns are taken, and batches tell what was sold. The answer shows the latest 20 changes.',
    access: 'branches:write',
    writes: true,
    named: { branch: 'idOrCode' },
    path: { branch: identifierText(120) },
    fill: { by: ({ caller }) => caller.id },
    body: { of: branchChange, id: 'BranchChange', example: { closed: true, reason: 'the lease ended' } },
    through: branchForgotten,
    answer: branch,
  }),
  route('GET /v1/branches', 'membership.listBranches', {
    id: 'listBranches',
    summary: 'List the branches',
    description: 'A key that is bound to branches sees these, on one page.',
    access: 'branches:read',
    branches: 'judged',
    through: branchesSeen,
    answer: branch,
    asks: ['membership.getBranch'],
  }),
  route('POST /v1/tiers', 'membership.setTiers', {
    id: 'setTiers',
    summary: "Replace the club's set of tiers",
    access: 'tiers:write',
    writes: true,
    body: { of: newTiers, id: 'Tiers', example: { period_days: 365, tiers: exampleTiers } },
    answer: tiersSet,
  }),
  route('GET /v1/tiers', 'membership.getTiers', {
    id: 'getTiers',
    summary: "The club's set of tiers",
    access: 'tiers:read',
    branches: 'club',
    answer: tiers,
  }),
]);
