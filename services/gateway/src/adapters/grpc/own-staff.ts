import type { StaffAccount as StaffMessage } from '@vafa/contracts/gateway';
import type { Role } from '../../domain/roles.ts';
import type { StaffAccount } from '../../domain/staff-account.ts';
import type { Staff, StaffScope, WithPassword } from '../../use-cases/staff.ts';
import { ownPage } from '../own-page.ts';
import type { Services } from './services.ts';

type Rpc = 'createStaff' | 'listStaff' | 'getStaff' | 'changeStaff' | 'resetPassword';

const toMessage = (account: StaffAccount): StaffMessage => ({
  id: account.id,
  username: account.username,
  name: account.name,
  roles: [...account.roles],
  branchIds: [...account.branchIds],
  allClubs: account.clubId === undefined,
  hasOneTimePassword: account.password.isOneTime,
  createdAt: account.createdAt,
  disabledAt: account.disabledAt,
  email: account.email ?? '',
  hasIdentity: account.identity !== undefined,
  ofGroups: account.isOfGroups === true,
  lastSignedInAt: account.lastSignIn?.at,
  lastSignedInBy: account.lastSignIn?.by ?? '',
  revision: account.revision,
});

const withPassword = ({ account, oneTimePassword }: WithPassword) => ({
  made: { account: toMessage(account), oneTimePassword, oneTimePasswordEndsAt: account.password.endsAt },
});

const scopeOf = ({ clubId, seesAllClubs }: { clubId: string; seesAllClubs: boolean }): StaffScope => ({
  clubId,
  ofAllClubs: seesAllClubs,
});

// What routes let through is a role.
const rolesOf = (names: readonly string[]): readonly Role[] => names as readonly Role[];

export const ownStaff = (staff: Staff): Pick<Services['gateway'], Rpc> => ({
  createStaff: async ({ clubId, key, username, name, roles, branchIds, allClubs, email }) => {
    const order = { username, name, email, roles: rolesOf(roles), branchIds, clubId: allClubs ? undefined : clubId };
    return withPassword(await staff.create(order, key));
  },
  listStaff: async ({ page, ...request }) => {
    const { items, nextPageToken } = await ownPage(page, {
      by: 'after',
      list: (after = '', limit) => staff.list({ ...scopeOf(request), after, limit }),
      toMessage,
      valueOf: ({ id }) => id,
    });
    return { accounts: items, nextPageToken };
  },
  getStaff: async ({ staffId, ...request }) => ({ account: toMessage(await staff.find(scopeOf(request), staffId)) }),
  changeStaff: async ({ staffId, name, roles, branches, disabled, email, revision: seen, ...request }) => {
    const terms = {
      ...(name !== undefined && { name }),
      ...(roles && { roles: rolesOf(roles.roles) }),
      ...(branches && { branchIds: branches.branchIds }),
      ...(disabled !== undefined && { isDisabled: disabled }),
      ...(email !== undefined && { email }),
    };
    const { before, after } = await staff.change(scopeOf(request), staffId, terms, seen);
    return { account: toMessage(after), before: toMessage(before) };
  },
  resetPassword: async ({ staffId, ...request }) => withPassword(await staff.resetPassword(scopeOf(request), staffId)),
});
