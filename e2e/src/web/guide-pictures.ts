// Takes the pictures of the guide and of the README, at a shop in Tehran:
//   npm run screenshots -- --guide
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dayMs } from '@vafa/kernel';
import type { Rest } from '../rest.ts';
import { RunningClub } from '../running-club.ts';
import { chosenPassword, takeFirstPassword } from './first-administrator.ts';
import { languages, openBrowser, Visit, type Look } from './browser.ts';
import { FrontDoor } from './front-door.ts';
import { makeTillClub, saraPhone, tillCode } from './till-club.ts';
import { TillVisit } from './till-visit.ts';

const target = join(import.meta.dirname, '../../../docs/guide/pictures');
const size = { width: 1280, height: 800 };
const next = { fa: 'ذخیره و ادامه', en: 'Save and go on' };
const clubName = { fa: 'باشگاه گلستان', en: 'Golestan club' };

/** A month of sales, most of them in the evening and before the weekend, so that the overview has something to show. */
const sellForAMonth = async (rest: Rest, name: string): Promise<void> => {
  const members = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      rest.call('enrolMember', { body: { name: `${name} ${String(at + 1)}`, phone: `0919000${String(1000 + at)}` } }),
    ),
  );
  const sales = Array.from({ length: 30 }, (_, day) => day + 1).flatMap((day) =>
    Array.from({ length: 6 + ((day * 5) % 7) }, (_, at) => {
      const hour = [6, 8, 13, 14, 14, 15, 15, 16, 16, 17, 9, 15][at] ?? 15;
      const time = Date.now() - day * dayMs;
      return {
        branch: 'mirdamad',
        till: '1',
        receipt: `month-${String(day)}-${String(at)}`,
        ...(at % 4 !== 3 && { member_id: members[(day + at) % members.length]?.id }),
        at: new Date(time - (time % dayMs) + hour * 3_600_000).toISOString(),
        lines: [{ sku: 'R5', quantity: 1 + ((day + at) % 4), unit_price: `${String(9 + ((day * 3 + at) % 8))}00000` }],
      };
    }),
  );
  for (let at = 0; at < sales.length; at += 100)
    await rest.call('submitSales', { body: { items: sales.slice(at, at + 100) } });
};

mkdirSync(target, { recursive: true });
const club = await RunningClub.start({ empty: true });
await club.made(120_000);
const username = await takeFirstPassword(club);
const shops = {
  fa: await makeTillClub(club.rest()),
  en: await makeTillClub(club.rest(), { code: 'golestan-en', isPersian: false }),
};
await sellForAMonth(shops.fa, 'عضو');
await sellForAMonth(shops.en, 'Member');
const browser = await openBrowser();

const askedFor = {
  fa: { amount: 5_000, reason: 'جبران سفارشی که دیر رسید' },
  en: { amount: 3_500, reason: 'the order came two days late' },
};
const queued = { fa: '۲ در صف', en: '2 queued' };

const agents = {
  fa: { username: 'nasrin', name: 'نسرین رضایی' },
  en: { username: 'nasrin-en', name: 'Nasrin Rezaei' },
};

/** Above the limit: it waits until somebody else approves it. */
const askForApproval = async (language: 'fa' | 'en'): Promise<void> => {
  const shop = shops[language];
  await shop.call('putUnit', { path: { unit: 'points' }, body: { kind: 'points', approval_above: 1_000 } });
  const agent = await shop.call('createStaff', { body: { ...agents[language], roles: ['service_agent'] } });
  const signIn = await shop.request('POST', '/v1/sign-in', {
    body: {
      username: agents[language].username,
      password: agent.one_time_password,
      new_password: chosenPassword,
    },
    key: null,
  });
  const { items } = await shop.call('findMembers', { query: { phone: saraPhone } });
  const headers = {
    cookie: signIn.cookies.join('; '),
    origin: club.url,
    'vafa-csrf-token': String(Reflect.get(signIn.body, 'csrf_token')),
  };
  const asked = { token: null, headers, body: { ...askedFor[language], occasion: 'goodwill' } };
  const { status } = await shop.request('POST', `/v1/members/${items[0]?.id ?? ''}/adjustments`, asked);
  if (status !== 202) throw new Error(`an adjustment was answered with ${String(status)}`);
};

/** A company whose people may come in. */
const letCompanyIn = async (): Promise<void> => {
  await club.rest().call('createIdentityProvider', {
    body: {
      name: 'Golestan',
      issuer: 'https://id.golestan.example',
      client_id: 'vafa',
      client_secret: 'told by the provider',
      group_rules: Object.values(shops).map(({ club: code }) => ({
        group: 'golestan-cashiers',
        club: code,
        roles: ['cashier'],
      })),
    },
  });
};

const shoot = async (visit: Visit, name: string, language: string): Promise<void> => {
  await visit.page.setViewportSize(size);
  await visit.settled();
  await visit.page.screenshot({ path: join(target, `${name}-${language}.png`) });
};

const takeConsole = async (look: Look): Promise<void> => {
  const visit = await Visit.open(browser, club.url, look);
  await visit.signIn(username, chosenPassword, shops[look.language].club);
  await visit.goTo('/console', look);
  await shoot(visit, 'overview', look.language);
  await visit.goTo('/console/rules', look);
  await shoot(visit, 'rules', look.language);
  await visit.goTo('/console/identity-providers', look);
  await shoot(visit, 'company', look.language);
  await visit.goTo('/console/approvals', look);
  await visit.page.getByRole('row').filter({ hasText: askedFor[look.language].reason }).click();
  await shoot(visit, 'approvals', look.language);
  await visit.goTo('/console/setup', look);
  const { page } = visit;
  await page.getByRole('textbox').first().fill(clubName[look.language]);
  for (let stage = 1; stage <= 2; stage++) await page.getByRole('button', { name: next[look.language] }).click();
  await shoot(visit, 'setup', look.language);
  await visit.close();
};

const takeTill = async (look: Look): Promise<void> => {
  const till = await TillVisit.pair(browser, club.url, look, await tillCode(shops[look.language]));
  await till.press('F2');
  await till.type(saraPhone);
  await till.heading(/سارا کاویانی|Sara Kaviani/).waitFor();
  await till.press('F3');
  await till.type('2450000');
  await till.page
    .getByText(look.language === 'fa' ? '+۲۴۵' : '+245')
    .first()
    .waitFor();
  await shoot(till.visit, 'till', look.language);
  await till.close();
};

/** Two invoices are paid after the network has gone. */
const takeOffline = async (look: Look): Promise<void> => {
  const door = await FrontDoor.before(club.url);
  const till = await TillVisit.pair(browser, door.url, look, await tillCode(shops[look.language]));
  door.state = 'cut';
  for (const amount of ['1850000', '640000']) {
    await till.type(amount);
    await till.press('Enter', 'F9');
    await till.page.locator('[data-total="0"]').waitFor();
    await till.ready();
  }
  await till.page.getByText(queued[look.language]).first().waitFor();
  await shoot(till.visit, 'offline', look.language);
  await till.close();
  await door.close();
};

try {
  await letCompanyIn();
  for (const language of languages) {
    await askForApproval(language);
    const look: Look = { language, theme: 'light', size: 'wide' };
    await takeConsole(look);
    await takeTill(look);
    await takeOffline(look);
  }
} finally {
  await browser.close();
  await club.remove();
}
