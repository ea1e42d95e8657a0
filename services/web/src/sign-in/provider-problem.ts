import type { SignInWordId } from './say.ts';

const texts: Readonly<Record<string, SignInWordId>> = {
  provider_trip_over: 'providers.over',
  provider_sign_in_refused: 'providers.refused',
  no_staff_account: 'providers.nobody',
  email_not_verified: 'providers.unverified',
  staff_disabled: 'providers.disabled',
  last_administrator: 'providers.last',
  identity_provider_unreachable: 'providers.away',
  identity_provider_refused: 'providers.stranger',
  identity_provider_not_found: 'providers.gone',
  too_many_requests: 'sign-in.wait',
};

/** What is said of a sign-in with the company's provider that came to nothing. */
export const providerProblem = (code: string | undefined): SignInWordId | undefined =>
  code === undefined ? undefined : texts[code];
