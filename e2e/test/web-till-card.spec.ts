import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayMs, daysToAnniversary, isoDay } from '@vafa/kernel';
import type { Browser } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, themes } from '../src/web/browser.ts';
import { makeTillClub, tillCode } from '../src/web/till-club.ts';
import { TillVisit } from '../src/web/till-visit.ts';

const zone = 'Asia/Tehran';
const card = '6219861000777777';
const name = 'نگار راد';
const complaint = { subject: 'Torn bag', text: 'The handle came off on the way home.' };
let club: RunningClub;
let browser: Browser;
let rest: Rest;
let birthDate: string;

/** A day some thirty years ago whose anniversary, by the calendar of the club, is in three days. */
const bornInThreeDays = (): string => {
  const days = Array.from({ length: 20 }, (_none, each) =>
    isoDay(new Date(Date.now() - (30 * 365 + each) * dayMs), zone),
  );
  const found = days.find((day) => daysToAnniversary(day, new Date(), 'persian', zone) === 3);
  if (found === undefined) throw new Error('no day fits');
  return found;
};

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  rest = await makeTillClub(club.rest());
  birthDate = bornInThreeDays();
  const member = await rest.call('enrolMember', { body: { name, card, birth_date: birthDate } });
  await rest.call('openComplaint', { body: { member_id: member.id, ...complaint } });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});

// A day may end in Tehran meanwhile.
const texts = {
  fa: { birthday: /^تولدش [۲۳] روز دیگر است$/, complaint: /شکایت باز دارد/ },
  en: { birthday: /^Birthday in [23] days$/, complaint: /Open complaint/ },
} as const;

test.each(languages)(
  'a cashier sees that a birthday is near and that a complaint is open, and neither date nor text: %s',
  async (language) => {
    const look = { language, theme: 'light', size: 'wide' } as const;
    const till = await TillVisit.pair(browser, club.url, look, await tillCode(rest));
    const answers: Promise<string>[] = [];
    till.page.on('response', (response) => {
      if (response.url().includes('/v1/')) answers.push(response.text().catch(() => ''));
    });
    try {
      await till.swipe(card);
      await till.knows(name);
      for (const size of ['phone', 'wide'] as const) {
        await till.visit.turn({ size });
        await till.page.getByText(texts[language].birthday).waitFor();
        await till.page.getByText(texts[language].complaint).first().waitFor();
        expect([size, await till.visit.sideways()]).toEqual([size, 0]);
        for (const theme of themes) {
          await till.visit.turn({ theme });
          expect([size, theme, await till.visit.violations()]).toEqual([size, theme, []]);
        }
      }
      const told = (await Promise.all(answers)).join('\n');
      expect(told).toContain('"open_complaints":1');
      for (const hidden of [birthDate, complaint.subject, complaint.text]) {
        expect(told).not.toContain(hidden);
        expect(await till.page.content()).not.toContain(hidden);
      }
      expect(till.visit.faults).toEqual([]);
    } finally {
      await till.close();
    }
  },
);
