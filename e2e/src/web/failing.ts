import type { Page, Route } from 'playwright-core';

const traceId = '7f3a9c0e5b1d4f6a8e2c7f3a9c0e5b1d';

const problem = (status: number, code: string, title: string) => ({
  status,
  contentType: 'application/problem+json',
  headers: { ...(status === 429 && { 'retry-after': '7' }) },
  body: JSON.stringify({ type: `urn:vafa:problem:${code}`, code, title, status, traceId }),
});

/** What may become of a request: the club breaks, is asked too often, or cannot be reached. */
export const failures = {
  broken: (route: Route) => route.fulfill(problem(500, 'internal', 'Internal Server Error')),
  'too often': (route: Route) => route.fulfill(problem(429, 'too_many_requests', 'Too Many Requests')),
  'out of reach': (route: Route) => route.abort(),
} as const;

export type FailureName = keyof typeof failures;

/** Has every request of a page to the club fail, but for those whose path is spared; answers how many did. */
export const failAll = async (page: Page, how: FailureName, spared: RegExp): Promise<() => number> => {
  let failed = 0;
  await page.route(
    ({ pathname }) => pathname.startsWith('/v1/') && !spared.test(pathname),
    (route) => {
      failed++;
      return failures[how](route);
    },
  );
  return () => failed;
};
