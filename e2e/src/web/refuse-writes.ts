import type { Page } from 'playwright-core';

/**
 * Refuses every write before it comes to the club, so that its form stays and the next value can be tried. Answers what
 * the page has sent, and goes on to add to it.
 */
export const refuseWrites = async (page: Page): Promise<Record<string, unknown>[]> => {
  const sent: Record<string, unknown>[] = [];
  await page.route('**/v1/**', async (route) => {
    const request = route.request();
    if (request.method() === 'GET') return route.continue();
    sent.push(request.postDataJSON() as Record<string, unknown>);
    const problem = { code: 'made_up', title: 'Made up', detail: 'by this test', status: 409 };
    await route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  });
  return sent;
};
