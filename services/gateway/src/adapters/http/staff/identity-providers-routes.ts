import type {
  ChangeIdentityProviderRequest,
  CheckIdentityProviderResponse,
  CreateIdentityProviderRequest,
  DeleteIdentityProviderResponse,
  GroupRule,
  IdentityProvider,
} from '@vafa/contracts/gateway';
import { z } from 'zod';
import { isIssuer } from '../../../domain/identity-provider.ts';
import { roles } from '../../../domain/roles.ts';
import type { Asked } from '../contract/asked.ts';
import { answerOf } from '../contract/answers.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { identifierText, seenRevision, text } from '../scalars.ts';
import { present } from '../values.ts';
import { RoleSchema } from './roles.ts';

const branchesMax = 200;
const rulesMax = 200;
const scopesMax = 20;

const issuer = () =>
  text(300).refine(isIssuer, 'an address that begins with https://; with http:// on this machine alone');
const secret = () =>
  z
    .string()
    .min(1)
    .max(500)
    .regex(/^[\x20-\x7e]+$/, 'the text holds characters that are not allowed');
const scope = () =>
  z
    .string()
    .min(1)
    .max(100)
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'a scope has no blanks and no quotation marks');
const scopesByDefault = ['email', 'profile'];
const groupsClaimByDefault = 'groups';

const rule = overlay<GroupRule>(
  'vafa.gateway.v1.GroupRule',
  { roles: { codec: { answer: RoleSchema } } },
  { id: 'GroupRule' },
);

const provider = overlay<IdentityProvider>(
  'vafa.gateway.v1.IdentityProvider',
  { groupRules: { of: rule }, disabledAt: { orNull: true } },
  { id: 'IdentityProvider' },
);

const sentRule = overlay<GroupRule>(
  'vafa.gateway.v1.GroupRule',
  {
    group: { given: text(200) },
    clubId: { as: 'club', given: identifierText(80), says: 'Code or id.' },
    roles: { given: RoleSchema, items: [1, roles.length] },
    branchIds: {
      as: 'branches',
      given: identifierText(120),
      otherwise: [],
      items: [0, branchesMax],
      says: 'Code or id, in this club. Default: all branches.',
    },
  },
  { sentId: 'NewGroupRule', example: { group: 'vafa-cashiers', club: 'demo', roles: ['cashier'], branches: ['shop'] } },
);

const newProvider = overlay<CreateIdentityProviderRequest>('vafa.gateway.v1.CreateIdentityProviderRequest', {
  name: { given: text(60) },
  issuer: { given: issuer() },
  clientId: { given: text(200) },
  clientSecret: { given: secret() },
  scopes: { given: scope(), byDefault: scopesByDefault, items: [0, scopesMax] },
  groupsClaim: { given: text(200), byDefault: groupsClaimByDefault },
  groupRules: { given: true, of: sentRule, otherwise: [], items: [0, rulesMax] },
  passwordsAllowed: { given: z.boolean(), byDefault: true },
  signsOutThere: { given: z.boolean(), byDefault: false },
});

const rulesSent = overlay<ChangeIdentityProviderRequest['groupRules'] & object>('vafa.gateway.v1.GroupRuleSet', {
  rules: { given: true, of: sentRule, items: [0, rulesMax] },
});

const change = overlay<ChangeIdentityProviderRequest>('vafa.gateway.v1.ChangeIdentityProviderRequest', {
  name: { given: text(60), says: '' },
  issuer: { given: issuer() },
  clientId: { given: text(200) },
  clientSecret: { given: secret() },
  scopes: {
    codec: { body: z.array(scope()).max(scopesMax), toMessage: (scopes: readonly string[]) => ({ scopes }) },
    otherwise: undefined,
  },
  groupsClaim: { given: text(200) },
  groupRules: { given: true, otherwise: undefined, of: rulesSent },
  passwordsAllowed: { given: true },
  signsOutThere: { given: true },
  disabled: { given: true },
  revision: seenRevision,
});

/** Clubs and branches are named by code or id; rules keep their ids. Raises `club_not_found`, `branch_not_found`. */
const withIds = (rules: readonly GroupRule[], { clubs }: Asked): Promise<GroupRule[]> =>
  Promise.all(
    rules.map(async (each) => {
      const { id: clubId } = await clubs.club(each.clubId);
      const branches = await Promise.all(each.branchIds.map((named) => clubs.branch(clubId, named)));
      return { ...each, clubId, branchIds: [...new Set(branches.map(({ id }) => id))] };
    }),
  );

/** The audit log keeps what was deleted. */
const notedBefore = async <R>(
  request: R,
  asked: Asked,
  ask: (request: R) => Promise<DeleteIdentityProviderResponse>,
): Promise<DeleteIdentityProviderResponse> => {
  const responded = await ask(request);
  asked.note({ before: answerOf(provider).toRest(present(responded.before) as never, asked) as object, after: {} });
  return responded;
};

export const IdentityProvidersController = controllerOf('Identity providers', [
  route('POST /v1/identity-providers', 'gateway.createIdentityProvider', {
    id: 'createIdentityProvider',
    summary: "Set up the company's identity provider",
    stepUp: true,
    description:
      'OpenID Connect, with the redirect address `/console/sign-in` of this host. From then on the door offers it.',
    access: 'administrator',
    club: false,
    writes: true,
    status: 201,
    body: {
      of: newProvider,
      id: 'NewIdentityProvider',
      example: {
        name: 'Company',
        issuer: 'https://id.example.com',
        client_id: 'vafa',
        client_secret: 'told by the provider',
      },
    },
    prepare: async (request, asked) => ({ ...request, groupRules: await withIds(request.groupRules, asked) }),
    answer: provider,
    asks: ['membership.getClub', 'membership.getBranch'],
  }),
  route('GET /v1/identity-providers', 'gateway.listIdentityProviders', {
    id: 'listIdentityProviders',
    summary: 'The identity providers',
    description: 'Disabled ones are listed. Their secrets are never shown.',
    access: 'administrator',
    club: false,
    answer: provider,
  }),
  route('GET /v1/identity-providers/:provider_id', 'gateway.getIdentityProvider', {
    id: 'getIdentityProvider',
    summary: 'An identity provider',
    access: 'administrator',
    club: false,
    answer: provider,
  }),
  route('PATCH /v1/identity-providers/:provider_id', 'gateway.changeIdentityProvider', {
    id: 'changeIdentityProvider',
    summary: 'Change or disable an identity provider',
    stepUp: true,
    description:
      'Who signed in with it is signed out when it is disabled, or when issuer or client change. Another issuer knows nobody yet.',
    access: 'administrator',
    club: false,
    writes: true,
    body: { of: change, id: 'IdentityProviderChange', example: { disabled: true } },
    prepare: async (request, asked) => ({
      ...request,
      groupRules: request.groupRules && { rules: await withIds(request.groupRules.rules, asked) },
    }),
    answer: provider,
    audited: 'before',
    asks: ['membership.getClub', 'membership.getBranch'],
  }),
  route('DELETE /v1/identity-providers/:provider_id', 'gateway.deleteIdentityProvider', {
    id: 'deleteIdentityProvider',
    summary: 'Delete an identity provider, for good',
    stepUp: true,
    description:
      'Its secret and its groups are gone, and whom it signed in is out. Accounts stay, and forget who they were there.',
    access: 'administrator',
    club: false,
    status: 204,
    through: notedBefore,
  }),
  route('POST /v1/identity-providers/:provider_id/check', 'gateway.checkIdentityProvider', {
    id: 'checkIdentityProvider',
    summary: 'Ask an identity provider whether it answers and takes the client',
    access: 'administrator',
    club: false,
    writes: true,
    emptyBody: true,
    answer: overlay<CheckIdentityProviderResponse>(
      'vafa.gateway.v1.CheckIdentityProviderResponse',
      { endSessionEndpoint: { orNull: true } },
      { id: 'IdentityProviderCheck' },
    ),
  }),
]);
