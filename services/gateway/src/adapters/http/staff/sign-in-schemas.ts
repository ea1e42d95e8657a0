import { z } from 'zod';
import { endOf, wholeEndOf, type SignIn, type SignInTimes } from '../../../domain/sign-in.ts';
import { passwordLengthMax } from '../../../domain/password-rules.ts';
import type { StaffAccount } from '../../../domain/staff-account.ts';
import { identifierText, instantOut } from '../scalars.ts';
import { toInstant } from '../values.ts';
import { RoleSchema } from './roles.ts';

/** Twice its characters: some are written as two. */
const passwordUnitsMax = 2 * passwordLengthMax;

/** A password as it was typed: what is compared is its one form. */
const passwordText = () => z.string().min(1).max(passwordUnitsMax);
export const usernameText = () => identifierText(60);

export const SignInOrder = z
  .strictObject({
    username: usernameText(),
    password: passwordText(),
    new_password: passwordText().optional().describe('Needed beside a one-time password.'),
  })
  .meta({ id: 'SignInOrder', example: { username: 'sara', password: 'horses like green apples' } });
export type SignInOrder = z.infer<typeof SignInOrder>;

export const PasswordChange = z.strictObject({ password: passwordText(), new_password: passwordText() }).meta({
  id: 'PasswordChange',
  example: { password: 'horses like green apples', new_password: 'seven ships on a hill' },
});
export type PasswordChange = z.infer<typeof PasswordChange>;

export const StepUp = z
  .strictObject({ password: passwordText() })
  .meta({ id: 'StepUp', example: { password: 'horses like green apples' } });
export type StepUp = z.infer<typeof StepUp>;

export const SignInAnswer = z
  .object({
    staff_id: z.string(),
    username: z.string(),
    name: z.string(),
    roles: z.array(RoleSchema),
    club_id: z.string().nullable().describe('Null: of all clubs; name one in the header Vafa-Club.'),
    branch_ids: z.array(z.string()).describe('Empty: all branches.'),
    csrf_token: z.string().describe('For the header Vafa-Csrf-Token, which every write needs.'),
    idle_ends_at: instantOut().describe('When it ends, unless something is asked before.'),
    ends_at: instantOut().describe('When it ends in any case.'),
    identity_provider: z.string().nullable().describe('Name of the one that proved it; null: a password did.'),
    sign_out_url: z
      .string()
      .nullable()
      .describe('Where the browser goes after it has signed out, to sign out there as well; null: nowhere.'),
  })
  .meta({ id: 'SignIn' });

export const toSignInAnswer = (
  { account, signIn }: { readonly account: StaffAccount; readonly signIn: SignIn },
  { csrfToken, times }: { readonly csrfToken: string; readonly times: SignInTimes },
): z.infer<typeof SignInAnswer> => ({
  staff_id: account.id,
  username: account.username,
  name: account.name,
  roles: [...account.roles],
  club_id: account.clubId ?? null,
  branch_ids: [...account.branchIds],
  csrf_token: csrfToken,
  idle_ends_at: toInstant(endOf(signIn, times)),
  ends_at: toInstant(wholeEndOf(signIn, times)),
  identity_provider: signIn.provider?.name ?? null,
  sign_out_url: signIn.provider?.signOutAt ?? null,
});
