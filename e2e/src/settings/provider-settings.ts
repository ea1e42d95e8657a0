import { accessOf, type GroupRule } from '../../../services/gateway/src/domain/identity-provider.ts';
import { differs, none, shown, type Rows } from './walked-fields.ts';

const administrators = 'services/gateway/test/identity-providers.component.spec.ts';
const people = 'services/gateway/test/provider-sign-in.component.spec.ts';

const cashiers: GroupRule = { group: 'cashiers', clubId: 'clb_1', roles: ['cashier'], branchIds: ['brn_1'] };
/** What somebody gets who is among the cashiers. */
const given = (changes: Partial<GroupRule>) => accessOf([{ ...cashiers, ...changes }], ['cashiers']);

export const providerSettings: Rows = {
  revision: none('the gateway counts it'),
  id: none('the gateway makes it'),
  name: shown(administrators, 'what is disabled is not offered, and whom it signed in is out'),
  issuer: shown(administrators, 'another issuer knows nobody yet'),
  client_id: shown(administrators, 'another client_id is another client: whom the former one signed in is out'),
  scopes: shown(people, 'the claim that names them, and what is asked for, are settings'),
  groups_claim: shown(people, 'the claim that names them, and what is asked for, are settings'),
  group_rules: differs((changed) => accessOf(changed ? [cashiers] : [], ['cashiers'])),
  passwords_allowed: shown(
    administrators,
    'without passwords, who was proved by the provider has none; who runs Vafa always has',
  ),
  signs_out_there: shown(administrators, 'who signs out here is led to sign out there, where that is wanted'),
  created_at: none('when the gateway took it'),
  disabled_at: shown(administrators, 'what is disabled is not offered, and whom it signed in is out'),
};

export const groupRuleSettings: Rows = {
  group: differs((changed) => given(changed ? { group: 'football' } : {})),
  club_id: differs((changed) => given(changed ? { clubId: 'clb_2' } : {})),
  roles: differs((changed) => given(changed ? { roles: ['marketer'] } : {})),
  branch_ids: differs((changed) => given(changed ? { branchIds: [] } : {})),
};
