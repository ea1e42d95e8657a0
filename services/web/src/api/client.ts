import { ApiProblem, type ApiAccess } from '@vafa/client';
import { QueryClient } from '@tanstack/react-query';
import { KeepingClient } from './keeping-client.ts';

/** What goes with each request beside the cookie; the sign-in keeps it current. */
export const access: { -readonly [Name in keyof ApiAccess]: ApiAccess[Name] } = {
  url: location.origin,
  answerMs: 120_000,
};

/** Asks the gateway that served the page; a cookie says who asks. */
export const api = new KeepingClient(access);

const triesMax = 2;

/** What was decided is not asked again; what did not come through is. */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failed, error) => failed < triesMax && !(error instanceof ApiProblem && error.status < 500),
        staleTime: 5_000,
      },
    },
  });
