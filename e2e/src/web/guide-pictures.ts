// Takes the pictures of the guide and of the README, at a club with the sample and at a shop in Tehran:
//   npm run screenshots -- --guide
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RunningClub } from '../running-club.ts';
import { chosenPassword, takeFirstPassword } from './first-administrator.ts';
import { languages, openBrowser, Visit, type Look } from './browser.ts';
import { makeTillClub, saraPhone, tillCode } from './till-club.ts';
import { TillVisit } from './till-visit.ts';

const target = join(import.meta.dirname, '../../../docs/guide/pictures');
const size = { width: 1280, height: 800 };
const next = { fa: 'ذخیره و ادامه', en: 'Save and go on' };
const clubName = { fa: 'باشگاه گلستان', en: 'Golestan club' };

mkdirSync(target, { recursive: true });
const club = await RunningClub.start({});
await club.made(600_000);
const username = await takeFirstPassword(club);
const shop = await makeTillClub(club.rest());
const browser = await openBrowser();

const shoot = async ({ page }: Visit, name: string, language: string): Promise<void> => {
  await page.setViewportSize(size);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(target, `${name}-${language}.png`) });
};

const takeConsole = async (look: Look): Promise<void> => {
  const visit = await Visit.open(browser, club.url, look);
  await visit.signIn(username, chosenPassword);
  await visit.page.addInitScript(() => localStorage.setItem('vafa.club', 'demo'));
  await visit.goTo('/console', look);
  await shoot(visit, 'overview', look.language);
  await visit.goTo('/console/rules', look);
  await shoot(visit, 'rules', look.language);
  await visit.goTo('/console/setup', look);
  const { page } = visit;
  await page.getByRole('textbox').first().fill(clubName[look.language]);
  for (let stage = 1; stage <= 2; stage++) await page.getByRole('button', { name: next[look.language] }).click();
  await shoot(visit, 'setup', look.language);
  await visit.close();
};

const takeTill = async (look: Look): Promise<void> => {
  const till = await TillVisit.pair(browser, club.url, look, await tillCode(shop));
  await till.press('F2');
  await till.type(saraPhone);
  await till.heading(/سارا کاویانی/).waitFor();
  await till.press('F3');
  await till.type('2450000');
  await till.page
    .getByText(look.language === 'fa' ? '+۲۴۵' : '+245')
    .first()
    .waitFor();
  await shoot(till.visit, 'till', look.language);
  await till.close();
};

try {
  for (const language of languages) {
    const look: Look = { language, theme: 'light', size: 'wide' };
    await takeConsole(look);
    await takeTill(look);
  }
} finally {
  await browser.close();
  await club.remove();
}
