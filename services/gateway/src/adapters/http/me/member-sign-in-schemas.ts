import { z } from 'zod';
import { endOf, wholeEndOf, type SignInTimes } from '../../../domain/sign-in.ts';
import type { MemberSignIn } from '../../../domain/member-sign-in.ts';
import { code } from '../clubs/clubs.ts';
import { instantOut, typed } from '../scalars.ts';
import { toInstant } from '../values.ts';

export const ClubPath = z.strictObject({ club_code: code() });
export type ClubPath = z.infer<typeof ClubPath>;

export const CodeOrder = z
  .strictObject({ phone: typed(60).describe('With its country, or as it is dialled in the club’s country.') })
  .meta({ id: 'MemberCodeOrder', example: { phone: '0912 345 6789' } });
export type CodeOrder = z.infer<typeof CodeOrder>;

export const CodeAsked = z
  .object({
    request: z.string().describe('Sent back with the code: it counts in the browser that asked for it.'),
    ends_at: instantOut().describe('Until when the code counts.'),
  })
  .meta({ id: 'MemberCodeAsked' });

export const MemberSignInOrder = z
  .strictObject({
    request: z.string().min(1).max(100),
    code: z.string().min(1).max(40).describe('Digits of any script; blanks do not count.'),
  })
  .meta({ id: 'MemberSignInOrder', example: { request: '3qTk…', code: '482 913' } });
export type MemberSignInOrder = z.infer<typeof MemberSignInOrder>;

export const MemberSignInAnswer = z
  .object({
    member_id: z.string(),
    club_id: z.string(),
    csrf_token: z.string().describe('For the header Vafa-Csrf-Token, which every write needs.'),
    idle_ends_at: instantOut().describe('When it ends, unless something is asked before.'),
    ends_at: instantOut().describe('When it ends in any case.'),
  })
  .meta({ id: 'MemberSignIn' });

export const toMemberSignIn = (
  signIn: MemberSignIn,
  { csrfToken, times }: { readonly csrfToken: string; readonly times: SignInTimes },
): z.infer<typeof MemberSignInAnswer> => ({
  member_id: signIn.memberId,
  club_id: signIn.clubId,
  csrf_token: csrfToken,
  idle_ends_at: toInstant(endOf(signIn, times)),
  ends_at: toInstant(wholeEndOf(signIn, times)),
});
