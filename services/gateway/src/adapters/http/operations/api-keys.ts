import type { ApiKey, MakeApiKeyRequest, MakeApiKeyResponse } from '@vafa/contracts/gateway';
import { z } from 'zod';
import { verbs } from '../../../domain/verbs.ts';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { identifierText, instant, text } from '../scalars.ts';
import { RoleSchema } from '../staff/roles.ts';
import { orNull } from '../values.ts';

const verb = z.enum(verbs).meta({ id: 'Verb' });

const apiKey = overlay<ApiKey>(
  'vafa.gateway.v1.ApiKey',
  {
    clubId: { hidden: true },
    verbs: { codec: { answer: verb }, says: 'What it may do.' },
    role: {
      codec: { answer: RoleSchema.nullable(), toRest: orNull },
      says: 'It may what both its verbs and this role allow.',
    },
    endsAt: { orNull: true },
    lastUsedAt: { orNull: true },
  },
  { id: 'ApiKey' },
);

const newApiKey = overlay<MakeApiKeyRequest>('vafa.gateway.v1.MakeApiKeyRequest', {
  name: { given: text(120) },
  verbs: { given: verb, items: [1, verbs.length] },
  branchIds: {
    as: 'branches',
    given: identifierText(120),
    otherwise: [],
    items: [0, 200],
    says: 'Code or id. Default: all branches.',
  },
  role: { given: RoleSchema, otherwise: '', says: 'It may what both its verbs and this role allow. Default: none.' },
  endsAt: { given: instant(), otherwise: undefined },
});

/** Branches are named by code or id; the key keeps their ids. Raises `branch_not_found`. */
const withBranches = async (request: MakeApiKeyRequest, { clubs, club }: Asked): Promise<MakeApiKeyRequest> => {
  const branches = await Promise.all(request.branchIds.map((named) => clubs.branch(club.id, named)));
  return { ...request, branchIds: branches.map(({ id }) => id) };
};

export const ApiKeysController = controllerOf('API keys', [
  route('POST /v1/api-keys', 'gateway.makeApiKey', {
    id: 'createApiKey',
    summary: 'Make an API key of the club',
    description: 'The secret is shown once, and to a repeat; only its hash is stored.',
    access: 'administrator',
    writes: true,
    status: 201,
    body: {
      of: newApiKey,
      id: 'NewApiKey',
      example: { name: 'Till 1', verbs: ['members:read', 'sessions:write'], branches: ['United Kingdom'] },
    },
    stepUp: true,
    fill: {
      makersSecret: ({ secret }) => secret,
      madeBy: ({ caller, isPerson }) => (isPerson ? caller.id : (caller.madeBy ?? '')),
    },
    prepare: withBranches,
    answer: overlay<MakeApiKeyResponse>(
      'vafa.gateway.v1.MakeApiKeyResponse',
      { apiKey: { flat: apiKey } },
      { id: 'MadeApiKey' },
    ),
    asks: ['membership.getBranch'],
  }),
  route('GET /v1/api-keys', 'gateway.listApiKeys', {
    id: 'listApiKeys',
    summary: "The club's API keys",
    access: 'administrator',
    answer: apiKey,
  }),
  route('DELETE /v1/api-keys/:api_key_id', 'gateway.revokeApiKey', {
    id: 'revokeApiKey',
    summary: 'Revoke an API key',
    description: 'It is refused within a second. Revoking again changes nothing.',
    access: 'administrator',
    status: 204,
  }),
]);
