import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, themes } from '../src/web/browser.ts';
import { makeTillClub, tillCode } from '../src/web/till-club.ts';
import { tourOfTill } from '../src/web/till-tour.ts';
import { TillVisit } from '../src/web/till-visit.ts';

let club: RunningClub;
let browser: Browser;
let rest: Rest;

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  rest = await makeTillClub(club.rest());
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});

describe('each state of the till', () => {
  test.each(languages)('has no violation that axe finds, and fits a phone: %s', async (language) => {
    const look = { language, theme: 'light', size: 'wide' } as const;
    const till = await TillVisit.pair(browser, club.url, look, await tillCode(rest));
    const seen: string[] = [];
    try {
      await tourOfTill(till, async (state, within = 'html') => {
        seen.push(state);
        for (const theme of themes) {
          await till.visit.turn({ theme });
          expect([state, theme, await till.visit.violations(within)]).toEqual([state, theme, []]);
        }
        await till.visit.turn({ size: 'phone' });
        expect([state, await till.visit.sideways()]).toEqual([state, 0]);
        await till.visit.turn({ size: 'wide' });
      });
      expect(seen).toHaveLength(16);
      // What was not taken is asked for first; requests that were cut are told by the browser itself.
      till.forgive(/Failed to load resource|ERR_INTERNET_DISCONNECTED|status of 404/);
      expect(till.visit.faults).toEqual([]);
    } finally {
      await till.close();
    }
  });
});
