import type { Branch, Club } from '@vafa/contracts/membership';
import type {
  CreateTillCodeRequest,
  GetTillResponse,
  OpenPracticeRequest,
  OpenPracticeResponse,
  CreateTillCodeResponse,
  PairTillRequest,
  PairTillResponse,
  Till,
} from '@vafa/contracts/gateway';
import { isDomainError } from '@vafa/kernel';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { club } from '../clubs/clubs.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { identifierText } from '../scalars.ts';
import { present } from '../values.ts';

const till = overlay<Till>('vafa.gateway.v1.Till', { lastUsedAt: { orNull: true } }, { id: 'Till' });

const hidden = { hidden: true } as const;

const ownTill = overlay<GetTillResponse>(
  'vafa.gateway.v1.GetTillResponse',
  {
    branch: {
      of: overlay<Branch>(
        'vafa.membership.v1.Branch',
        { clubId: hidden, changes: hidden, revision: hidden },
        { id: 'TillBranch' },
      ),
    },
    club: {
      of: overlay<Club>(
        'vafa.membership.v1.Club',
        { code: hidden, createdAt: hidden, pointCost: hidden, changes: hidden, revision: hidden },
        { id: 'TillClub', like: club },
      ),
    },
  },
  { id: 'OwnTill' },
);

const newCode = overlay<CreateTillCodeRequest>('vafa.gateway.v1.CreateTillCodeRequest', {
  branchId: { as: 'branch', given: identifierText(120), says: 'Code or id.' },
  till: { given: identifierText(60) },
});

const paired = overlay<PairTillResponse>(
  'vafa.gateway.v1.PairTillResponse',
  { till: { flat: till } },
  { id: 'PairedTill' },
);

/** Wrong codes are braked as wrong keys are; the audit log names the key that was made. */
const pairing = async (
  request: PairTillRequest,
  asked: Asked,
  ask: (request: PairTillRequest) => Promise<PairTillResponse>,
): Promise<PairTillResponse> => {
  try {
    const made = await ask(request);
    asked.note({ subject: { id: present(made.till).id, clubId: made.clubId, isActor: false } });
    return made;
  } catch (error) {
    if (isDomainError(error) && error.code === 'till_code_unknown') asked.limits.wrongKey(asked.from.address);
    throw error;
  }
};

const branchIds = ({ caller }: Asked): string[] => [...caller.branchIds];

export const TillsController = controllerOf('Tills', [
  route('POST /v1/till-codes', 'gateway.createTillCode', {
    id: 'createTillCode',
    summary: 'Make a code by which a till is paired',
    description: 'It counts once, for ten minutes.',
    access: 'administrator',
    branches: 'judged',
    writes: true,
    status: 201,
    body: { of: newCode, id: 'NewTillCode', example: { branch: 'United Kingdom', till: '1' } },
    prepare: async (request, { clubs, caller, club }) => ({
      ...request,
      branchId: (await clubs.branchFor(caller, club.id, request.branchId)).id,
    }),
    answer: overlay<CreateTillCodeResponse>('vafa.gateway.v1.CreateTillCodeResponse', {}, { id: 'TillCode' }),
    asks: ['membership.getBranch'],
  }),
  route('POST /v1/tills', 'gateway.pairTill', {
    id: 'pairTill',
    summary: 'Pair a till by its code',
    description: 'Answers with a key that does what a cashier may, in this branch, as this till.',
    access: 'public',
    status: 201,
    body: {
      of: overlay<PairTillRequest>('vafa.gateway.v1.PairTillRequest', { code: { given: z.string().min(1).max(40) } }),
      id: 'TillPairing',
      example: { code: '7Q2MK-0X9TD' },
    },
    through: pairing,
    answer: paired,
    errors: [
      'too_many_requests',
      'malformed_request',
      'unsupported_media_type',
      'body_too_large',
      'request_timeout',
      'service_unavailable',
    ],
  }),
  route('POST /v1/practice', 'gateway.openPractice', {
    id: 'openPractice',
    summary: 'Practise at a till',
    description:
      'Answers with a key of a club beside its own, where the till practises; nothing of it counts in the club. Branch, look, tiers, units, rules and rewards are those of the club, compared each time. Its members are those that the till enrols there. The key ends within two days.',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    status: 201,
    body: {
      of: overlay<OpenPracticeRequest>('vafa.gateway.v1.OpenPracticeRequest', {
        reset: { given: true, otherwise: false, says: 'true: members of before are gone from it, with their points.' },
      }),
      id: 'PracticeOrder',
      example: { reset: false },
    },
    fill: {
      tillId: ({ caller }) => caller.id,
      till: ({ caller }) => caller.till ?? '',
      branchId: ({ caller }) => caller.branchIds[0] ?? '',
      tillsSecret: ({ secret }) => secret,
    },
    answer: overlay<OpenPracticeResponse>(
      'vafa.gateway.v1.OpenPracticeResponse',
      { till: { flat: till } },
      { id: 'PracticeTill' },
    ),
    asks: ['membership.getBranch'],
  }),
  route('GET /v1/till', 'gateway.getTill', {
    id: 'getTill',
    summary: 'Where the till that asks stands, and how its club counts',
    access: 'sessions:read',
    branches: 'judged',
    fill: {
      tillId: ({ caller }) => caller.id,
      till: ({ caller }) => caller.till ?? '',
      branchId: ({ caller }) => caller.branchIds[0] ?? '',
    },
    answer: ownTill,
    asks: ['membership.getBranch'],
  }),
  route('GET /v1/tills', 'gateway.listTills', {
    id: 'listTills',
    summary: 'The tills that are paired',
    description: 'Who is bound to branches sees those of these.',
    access: 'administrator',
    branches: 'judged',
    fill: { branchIds },
    answer: till,
  }),
  route('DELETE /v1/tills/:till_id', 'gateway.revokeTill', {
    id: 'revokeTill',
    summary: "Revoke a till's key",
    description: 'It is refused within a second. Revoking again changes nothing.',
    access: 'administrator',
    branches: 'judged',
    fill: { branchIds },
    status: 204,
  }),
]);
