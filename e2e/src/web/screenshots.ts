// Takes a picture of every page, in both languages, themes and sizes:
//   node --conditions=vafa-src e2e/src/web/screenshots.ts [FOLDER] [URL USERNAME PASSWORD]
// FOLDER is .data/screenshots; without URL an empty club is started for it.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RunningClub } from '../running-club.ts';
import { consoleAddresses, openAddresses } from './addresses.ts';
import { chosenPassword, takeFirstPassword } from './first-administrator.ts';
import type { Rest } from '../rest.ts';
import { makeTillClub, tillCode } from './till-club.ts';
import { tourOfTill } from './till-tour.ts';
import { TillVisit } from './till-visit.ts';
import { languages, openBrowser, sizes, themes, Visit, type Look } from './browser.ts';

const [folder = '.data/screenshots', url, ...who] = process.argv.slice(2);
const target = resolve(folder);

const looks = (Object.keys(sizes) as (keyof typeof sizes)[]).flatMap((size) =>
  languages.flatMap((language) => themes.map((theme): Look => ({ language, theme, size }))),
);

mkdirSync(target, { recursive: true });
const club = url === undefined ? await RunningClub.start({ empty: true }) : undefined;
await club?.made(120_000);
const [username = '', password = ''] = club === undefined ? who : [await takeFirstPassword(club), chosenPassword];
const shop = club && (await makeTillClub(club.rest()));
const browser = await openBrowser();
let pictures = 0;

/** A till that is paired, in each state that a cashier meets. */
const takeTill = async (look: Look, origin: string, rest: Rest): Promise<void> => {
  const till = await TillVisit.pair(browser, origin, look, await tillCode(rest));
  await tourOfTill(till, async (state) => {
    const name = `till-${state}-paired-${look.language}-${look.theme}-${look.size}.png`;
    await till.page.screenshot({ path: join(target, name), fullPage: true });
    pictures++;
  });
  await till.close();
};

try {
  for (const look of looks) {
    const visit = await Visit.open(browser, club?.url ?? String(url), look);
    const take = async (address: string, state: string): Promise<void> => {
      await visit.goTo(address, look);
      const page = `${address.slice(1).replaceAll(/[/?=]/g, '-')}${state}`;
      const name = `${page}-${look.language}-${look.theme}-${look.size}.png`;
      await visit.page.screenshot({ path: join(target, name), fullPage: true });
    };
    for (const address of openAddresses) await take(address, '');
    await visit.signIn(username, password);
    for (const address of consoleAddresses) await take(address, '-signed-in');
    for (const fault of visit.faults) console.error(fault);
    await visit.close();
    if (shop !== undefined && club !== undefined) await takeTill(look, club.url, shop);
  }
  pictures += looks.length * (openAddresses.length + consoleAddresses.length);
  console.log(`${String(pictures)} pictures in ${target}`);
} finally {
  await browser.close();
  await club?.remove();
}
