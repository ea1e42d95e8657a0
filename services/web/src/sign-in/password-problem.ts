import { ApiProblem } from '@vafa/client';
import type { SignInWordId } from './say.ts';

const texts: Readonly<Record<string, SignInWordId>> = {
  sign_in_refused: 'sign-in.refused',
  one_time_password_ended: 'sign-in.one-time-ended',
  password_too_weak: 'sign-in.too-weak',
  too_many_requests: 'sign-in.wait',
  provider_sign_in_only: 'providers.only',
};

/** What a form with a password says of a refusal; undefined when `failureOf` has the words. */
export const passwordProblem = (code: string | undefined): SignInWordId | undefined =>
  code === undefined ? undefined : texts[code];

/** Whether the password is right, and has to be replaced by one that the person chooses. */
export const wantsNewPassword = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'password_change_required';
