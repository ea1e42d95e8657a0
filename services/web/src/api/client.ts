import { ApiProblem, Client } from '@vafa/client';
import { QueryClient } from '@tanstack/react-query';

/** Asks the gateway that served the page; a cookie says who asks. */
export const api = new Client({ url: location.origin });

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
