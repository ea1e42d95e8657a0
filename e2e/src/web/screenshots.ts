// Takes a picture of every page, in both languages, themes and sizes:
//   node --conditions=vafa-src e2e/src/web/screenshots.ts [FOLDER] [URL]
// FOLDER is .data/screenshots; without URL an empty club is started for it.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RunningClub } from '../running-club.ts';
import { addresses } from './addresses.ts';
import { languages, openBrowser, sizes, themes, Visit, type Look } from './browser.ts';

const [folder = '.data/screenshots', url] = process.argv.slice(2);
const target = resolve(folder);

const looks = (Object.keys(sizes) as (keyof typeof sizes)[]).flatMap((size) =>
  languages.flatMap((language) => themes.map((theme): Look => ({ language, theme, size }))),
);

mkdirSync(target, { recursive: true });
const club = url === undefined ? await RunningClub.start({ empty: true }) : undefined;
const browser = await openBrowser();
try {
  for (const look of looks) {
    const visit = await Visit.open(browser, club?.url ?? String(url), look);
    for (const address of addresses) {
      await visit.goTo(address, look);
      const name = `${address.slice(1).replaceAll('/', '-')}-${look.language}-${look.theme}-${look.size}.png`;
      await visit.page.screenshot({ path: join(target, name), fullPage: true });
    }
    for (const fault of visit.faults) console.error(fault);
    await visit.close();
  }
  console.log(`${String(looks.length * addresses.length)} pictures in ${target}`);
} finally {
  await browser.close();
  await club?.remove();
}
