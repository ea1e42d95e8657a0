import { overlay, type Codec } from '../contract/overlay.ts';
import type { ChangeStaffRequest, CreateStaffRequest, MadeStaff, StaffAccount } from '@vafa/contracts/gateway';
import { z } from 'zod';
import { requireNoClub } from '../../../domain/api-key.ts';
import { roles } from '../../../domain/roles.ts';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { route } from '../contract/route.ts';
import { identifierText, seenRevision, text } from '../scalars.ts';
import { RoleSchema } from './roles.ts';
import { usernameText } from './sign-in-schemas.ts';

const branchesMax = 200;
const branchText = () => identifierText(120);

const emailText = () => identifierText(254).regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address');

const staff = overlay<StaffAccount>(
  'vafa.gateway.v1.StaffAccount',
  {
    roles: { codec: { answer: RoleSchema } },
    disabledAt: { orNull: true },
    email: { orNull: true },
    lastSignedInAt: { orNull: true },
    lastSignedInBy: { orNull: true, says: 'Name of the identity provider of that time; null: with a password.' },
  },
  { id: 'Staff' },
);

const made = overlay<MadeStaff>('vafa.gateway.v1.MadeStaff', { account: { flat: staff } }, { id: 'MadeStaff' });

const newStaff = overlay<CreateStaffRequest>('vafa.gateway.v1.CreateStaffRequest', {
  username: { given: usernameText() },
  name: { given: text(120) },
  roles: { given: RoleSchema, items: [1, roles.length] },
  branchIds: {
    as: 'branches',
    given: branchText(),
    otherwise: [],
    items: [0, branchesMax],
    says: 'Code or id. Default: all branches.',
  },
  allClubs: { given: z.boolean(), byDefault: false },
  email: { given: emailText(), otherwise: '', ifNull: '' },
});

/** A list of a change: one that is not sent stays, an empty one is a value. */
const listed = (property: string, items: z.ZodArray<z.ZodType>): Codec => ({
  body: items,
  toMessage: (values: readonly string[]) => ({ [property]: values }),
});

const change = overlay<ChangeStaffRequest>('vafa.gateway.v1.ChangeStaffRequest', {
  name: { given: text(120), says: '' },
  roles: { codec: listed('roles', z.array(RoleSchema).min(1).max(roles.length)), otherwise: undefined },
  branches: {
    codec: listed('branchIds', z.array(branchText()).max(branchesMax)),
    otherwise: undefined,
    says: 'Code or id. Empty: all branches.',
  },
  disabled: { given: true },
  email: { given: emailText(), ifNull: '' },
  revision: seenRevision,
});

/** Branches are named by code or id; accounts keep their ids. Raises `branch_not_found`. */
const idsOf = async (named: readonly string[], { clubs, club }: Asked): Promise<string[]> => {
  const branches = await Promise.all(named.map((branch) => clubs.branch(club.id, branch)));
  return [...new Set(branches.map(({ id }) => id))];
};

const seesAllClubs = ({ caller }: Asked): boolean => caller.clubId === undefined;

export const StaffController = controllerOf('Staff', [
  route('POST /v1/staff', 'gateway.createStaff', {
    id: 'createStaff',
    stepUp: true,
    summary: 'Make an account for a person',
    description: 'Answers with a one-time password, to be handed over; at the first sign-in it is replaced.',
    access: 'administrator',
    writes: true,
    status: 201,
    body: {
      of: newStaff,
      id: 'NewStaff',
      example: { username: 'sara', name: 'Sara', roles: ['cashier'], branches: ['United Kingdom'] },
    },
    prepare: async (request, asked) => {
      if (request.allClubs) requireNoClub(asked.caller);
      return { ...request, branchIds: await idsOf(request.branchIds, asked) };
    },
    answer: made,
    asks: ['membership.getBranch'],
  }),
  route('GET /v1/staff', 'gateway.listStaff', {
    id: 'listStaff',
    summary: "The club's accounts of people",
    description: 'Who belongs to all clubs sees those of all clubs too. Disabled ones are listed.',
    access: 'administrator',
    fill: { seesAllClubs },
    answer: staff,
  }),
  route('GET /v1/staff/:staff_id', 'gateway.getStaff', {
    id: 'getStaff',
    summary: 'An account of a person',
    access: 'administrator',
    fill: { seesAllClubs },
    answer: staff,
  }),
  route('PATCH /v1/staff/:staff_id', 'gateway.changeStaff', {
    id: 'changeStaff',
    stepUp: true,
    summary: 'Change name, roles or branches of an account, or disable it',
    description: 'It holds within a second. The last administrator of a club, and of all clubs, stays.',
    access: 'administrator',
    writes: true,
    fill: { seesAllClubs },
    body: { of: change, id: 'StaffChange', example: { roles: ['cashier', 'shift_lead'] } },
    prepare: async (request, asked) => ({
      ...request,
      branches: request.branches && { branchIds: await idsOf(request.branches.branchIds, asked) },
    }),
    answer: staff,
    audited: 'before',
    asks: ['membership.getBranch'],
  }),
  route('POST /v1/staff/:staff_id/password', 'gateway.resetPassword', {
    id: 'resetPassword',
    stepUp: true,
    summary: 'Give an account a one-time password',
    description: 'The former password counts no more, and all sign-ins of the person end.',
    access: 'administrator',
    writes: true,
    fill: { seesAllClubs },
    emptyBody: true,
    answer: made,
  }),
]);
