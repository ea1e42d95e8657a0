// Takes a picture of every page, in both languages, themes and sizes:
//   node --conditions=vafa-src e2e/src/web/screenshots.ts [FOLDER] [URL USERNAME PASSWORD] [--only=PART] [--looks=…]
// FOLDER is .data/screenshots. Without URL clubs are started for it: one that is empty, and one for each language in
// which something has happened. --only takes pictures whose name has PART; --looks=fa-dark-phone,… takes those looks.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { RunningClub } from '../running-club.ts';
import { consoleAddresses, openAddresses } from './addresses.ts';
import { Album, nameOf } from './album.ts';
import { languages, openBrowser, sizes, themes, type Look } from './browser.ts';
import { chosenPassword, takeFirstPassword } from './first-administrator.ts';
import { makeLivelyClub, type LivelyClub } from './lively-club.ts';
import { goToClub, signInMember } from './members-club.ts';
import { takeStates } from './page-states.ts';
import { makeTillClub, tillCode } from './till-club.ts';
import { tourOfTill } from './till-tour.ts';
import { TillVisit } from './till-visit.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, looks: { type: 'string' } },
});
const [folder = '.data/screenshots', url, ...who] = positionals;
const target = resolve(folder);

const wished = values.looks?.split(',');
const looks = (Object.keys(sizes) as (keyof typeof sizes)[])
  .flatMap((size) => languages.flatMap((language) => themes.map((theme): Look => ({ language, theme, size }))))
  .filter((look) => wished === undefined || wished.includes(nameOf(look)));

let pictures = 0;
const options = { folder: target, only: values.only, onPicture: () => void pictures++ };

/** Signs in as the staff of one club, or of all. */
const enter = (album: Album, [username = '', password = '']: readonly string[], code?: string): Promise<void> =>
  album.visit.signIn(username, password, code);

/** Pages that show one thing. */
const addressesOf = ({ memberId, surveyId, taskId, complaintId }: LivelyClub): (readonly [string, string])[] => [
  [`/console/members/${memberId}`, 'member'],
  ['/console/members?q=nobody', 'members-none-found'],
  ['/console/rules/tea', 'rule'],
  [`/console/service?show=all&complaint=${complaintId}`, 'thread'],
  [`/console/imports/${taskId}`, 'task'],
  [`/console/surveys?survey=${surveyId}`, 'survey'],
];

/** A club in which something has happened, and its pages in the states that no address leads to. */
const takeConsole = async (album: Album, club: LivelyClub): Promise<void> => {
  for (const address of consoleAddresses) await album.take(address, '-lively');
  for (const [address, name] of addressesOf(club)) {
    if (!album.isWished(`lively-${name}`)) continue;
    await album.visit.goTo(address, album.look);
    await album.shoot(`lively-${name}`);
  }
  await takeImport(album);
  await takeStates(album, club);
};

/** A file in its columns and in its dry run. */
const takeImport = async (album: Album): Promise<void> => {
  if (!album.isWished('lively-import-columns', 'lively-import-dry')) return;
  const { page } = album.visit;
  await album.visit.goTo('/console/imports/new', album.look);
  const rows = Array.from(
    { length: 40 },
    (_none, at) => `I${String(at)},2026-03-02,RICE-5,1,${at === 7 ? 'free' : '18900000'},m-1,shop`,
  );
  const buffer = Buffer.from(
    `InvoiceNo,InvoiceDate,StockCode,Quantity,UnitPrice,CustomerID,Country\n${rows.join('\n')}\n`,
  );
  await page.locator('input[type=file]').setInputFiles({ name: 'sales.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('rowheader', { name: 'UnitPrice' }).waitFor();
  await album.visit.settled();
  await album.shoot('lively-import-columns');
  await page.getByRole('button', { name: album.look.language === 'fa' ? 'اجرای آزمایشی' : 'Dry run' }).click();
  await page.getByRole('button', { name: album.look.language === 'fa' ? /^وارد کردن/ : /^Import \d+/ }).waitFor();
  await album.shoot('lively-import-dry');
};

/** The member's club, from the door on. */
const takeClub = async (browser: Browser, origin: string, look: Look, club: LivelyClub): Promise<void> => {
  const album = await Album.open(browser, origin, look, options);
  const { page } = album.visit;
  await goToClub(album.visit, club, '', look);
  await album.shoot('club-door');
  await signInMember(page, club);
  const pages = ['', 'rewards', 'history', 'rules', 'me', 'complaints'];
  for (const each of [...pages, `complaint/${club.complaintId}`, `survey/${club.surveyId}`]) {
    await goToClub(album.visit, club, each, look);
    await album.shoot(`club-member-${each.split('/')[0] ?? ''}`);
  }
  await goToClub(album.visit, club, 'rewards', look);
  await page.getByRole('radio').last().click();
  await album.shoot('club-member-vouchers');
  await page.locator('a[href*="/voucher/"]').first().click();
  await page.locator('h1').first().waitFor();
  await album.visit.settled();
  await album.shoot('club-member-voucher');
  await album.close();
};

const tablet = { width: 1_024, height: 768 };

/** A till that is paired, in each state that a cashier meets. */
const takeTill = async (browser: Browser, origin: string, look: Look, code: string): Promise<void> => {
  const till = await TillVisit.pair(browser, origin, look, code);
  // A till is no phone: the narrowest that cashiers have is a tablet.
  if (look.size === 'phone') await till.page.setViewportSize(tablet);
  const album = new Album(till.visit, look, options);
  await tourOfTill(till, (state) => album.shoot(`till-paired-${state}`));
  await till.close();
};

/** Who takes part in the pictures: a club made for them, or one that runs already. */
const prepare = async () => {
  if (url !== undefined) return { origin: url, account: who };
  const running = await RunningClub.start({ empty: true });
  await running.made(120_000);
  const account = [await takeFirstPassword(running), chosenPassword];
  const rest = running.rest();
  const fa = await makeLivelyClub(rest, 'narvan', true);
  const en = await makeLivelyClub(rest, 'narvan-en', false);
  const shops = {
    fa: await makeTillClub(rest),
    en: await makeTillClub(rest, { code: 'golestan-en', isPersian: false }),
  };
  return { origin: running.url, account, running, clubs: { fa, en }, shops };
};

mkdirSync(target, { recursive: true });
const { origin, account, running, clubs, shops } = await prepare();
const browser = await openBrowser();
try {
  for (const look of looks) {
    const album = await Album.open(browser, origin, look, options);
    for (const address of openAddresses) await album.take(address, '');
    // The first club is empty.
    await enter(album, account, running === undefined ? undefined : 'demo');
    for (const address of consoleAddresses) await album.take(address, '-signed-in');
    await album.close();
    if (clubs === undefined) continue;
    const club = clubs[look.language];
    const full = await Album.open(browser, origin, look, options);
    await enter(full, account, club.code);
    await takeConsole(full, club);
    await full.close();
    if ('club-door club-member'.includes(values.only)) await takeClub(browser, origin, look, club);
    if ('till-paired'.includes(values.only))
      await takeTill(browser, origin, look, await tillCode(shops[look.language]));
  }
  console.log(`${String(pictures)} pictures in ${target}`);
} finally {
  await browser.close();
  await running?.remove();
}
