import type { GroupRule as RuleMessage, IdentityProvider as ProviderMessage } from '@vafa/contracts/gateway';
import type { GroupRule, IdentityProvider } from '../../domain/identity-provider.ts';
import type { Role } from '../../domain/roles.ts';
import type { IdentityProviders } from '../../use-cases/identity-providers.ts';
import { ownPage } from '../own-page.ts';
import type { Services } from './services.ts';

type Rpc =
  | 'createIdentityProvider'
  | 'listIdentityProviders'
  | 'getIdentityProvider'
  | 'changeIdentityProvider'
  | 'deleteIdentityProvider'
  | 'checkIdentityProvider';

const toMessage = (provider: IdentityProvider): ProviderMessage => ({
  id: provider.id,
  name: provider.name,
  issuer: provider.issuer,
  clientId: provider.clientId,
  scopes: [...provider.scopes],
  groupsClaim: provider.groupsClaim,
  groupRules: provider.rules.map(({ group, clubId, roles, branchIds }) => ({
    group,
    clubId,
    roles: [...roles],
    branchIds: [...branchIds],
  })),
  passwordsAllowed: provider.allowsPasswords,
  signsOutThere: provider.signsOutThere,
  createdAt: provider.createdAt,
  disabledAt: provider.disabledAt,
  revision: provider.revision,
});

// What routes let through is a role.
const toRule = ({ roles, ...rule }: RuleMessage): GroupRule => ({ ...rule, roles: roles as Role[] });

export const ownProviders = (providers: IdentityProviders): Pick<Services['gateway'], Rpc> => ({
  createIdentityProvider: async ({ key, groupRules, passwordsAllowed, ...terms }) => {
    const order = { ...terms, rules: groupRules.map(toRule), allowsPasswords: passwordsAllowed };
    return { provider: toMessage(await providers.create(order, key)) };
  },
  listIdentityProviders: async ({ page }) => {
    const { items, nextPageToken } = await ownPage(page, {
      by: 'after',
      list: (after = '', limit) => providers.list(after, limit),
      toMessage,
      valueOf: ({ id }) => id,
    });
    return { providers: items, nextPageToken };
  },
  getIdentityProvider: async ({ providerId }) => ({ provider: toMessage(await providers.find(providerId)) }),
  changeIdentityProvider: async (request) => {
    const { name, issuer, clientId, clientSecret, groupsClaim, signsOutThere, scopes, groupRules } = request;
    const { passwordsAllowed: allowsPasswords, disabled: isDisabled } = request;
    const terms = {
      ...(name !== undefined && { name }),
      ...(issuer !== undefined && { issuer }),
      ...(clientId !== undefined && { clientId }),
      ...(clientSecret !== undefined && { clientSecret }),
      ...(scopes && { scopes: scopes.scopes }),
      ...(groupsClaim !== undefined && { groupsClaim }),
      ...(groupRules && { rules: groupRules.rules.map(toRule) }),
      ...(allowsPasswords !== undefined && { allowsPasswords }),
      ...(signsOutThere !== undefined && { signsOutThere }),
      ...(isDisabled !== undefined && { isDisabled }),
    };
    const { before, after } = await providers.change(request.providerId, terms, request.revision);
    return { provider: toMessage(after), before: toMessage(before) };
  },
  deleteIdentityProvider: async ({ providerId }) => ({ before: toMessage(await providers.remove(providerId)) }),
  checkIdentityProvider: async ({ providerId }) => ({ endSessionEndpoint: '', ...(await providers.check(providerId)) }),
});
