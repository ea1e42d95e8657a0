import { z } from 'zod';
import type { StaffAccount } from '../../../domain/staff-account.ts';
import { roles } from '../../../domain/roles.ts';
import type { WithPassword } from '../../../use-cases/staff.ts';
import { identifierText, instantOut, pageOf, reference, text } from '../scalars.ts';
import { toInstant, toInstantOrNull } from '../values.ts';
import { RoleSchema, usernameText } from './sign-in-schemas.ts';

const branchesMax = 200;
const held = () => z.array(RoleSchema).min(1).max(roles.length);
const branches = () => z.array(identifierText(120)).max(branchesMax);

export const NewStaff = z
  .strictObject({
    username: usernameText().describe('Unique among all clubs; capitals do not count.'),
    name: text(120),
    roles: held(),
    branches: branches().optional().describe('Code or id. Default: all branches.'),
    all_clubs: z
      .boolean()
      .default(false)
      .describe('An administrator of all clubs; only who belongs to all clubs himself makes one.'),
  })
  .meta({
    id: 'NewStaff',
    example: { username: 'sara', name: 'Sara', roles: ['cashier'], branches: ['United Kingdom'] },
  });
export type NewStaff = z.infer<typeof NewStaff>;

export const StaffChange = z
  .strictObject({
    name: text(120).optional(),
    roles: held().optional(),
    branches: branches().optional().describe('Empty: all branches.'),
    disabled: z.boolean().optional().describe('Who is disabled is signed out and cannot sign in.'),
  })
  .meta({ id: 'StaffChange', example: { roles: ['cashier', 'shift_lead'] } });
export type StaffChange = z.infer<typeof StaffChange>;

const shape = {
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(RoleSchema),
  branch_ids: z.array(z.string()).describe('Empty: all branches.'),
  all_clubs: z.boolean(),
  has_one_time_password: z.boolean().describe('No password of its own was chosen yet.'),
  created_at: instantOut(),
  disabled_at: instantOut().nullable(),
};

export const StaffAnswer = z.object(shape).meta({ id: 'Staff' });
export const StaffPage = pageOf(StaffAnswer, 'StaffPage');
export const MadeStaff = z
  .object({
    ...shape,
    one_time_password: z.string().describe('Shown now and never again.'),
    one_time_password_ends_at: instantOut(),
  })
  .meta({ id: 'MadeStaff' });

export const StaffPath = z.strictObject({ staff_id: reference() });
export type StaffPath = z.infer<typeof StaffPath>;

export const toStaff = (account: StaffAccount): z.infer<typeof StaffAnswer> => ({
  id: account.id,
  username: account.username,
  name: account.name,
  roles: [...account.roles],
  branch_ids: [...account.branchIds],
  all_clubs: account.clubId === undefined,
  has_one_time_password: account.password.isOneTime,
  created_at: toInstant(account.createdAt),
  disabled_at: toInstantOrNull(account.disabledAt),
});

export const toMadeStaff = ({ account, oneTimePassword }: WithPassword): z.infer<typeof MadeStaff> => ({
  ...toStaff(account),
  one_time_password: oneTimePassword,
  one_time_password_ends_at: toInstant(account.password.endsAt),
});
