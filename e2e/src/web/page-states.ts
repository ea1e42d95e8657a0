import type { Locator } from 'playwright-core';
import type { Album } from './album.ts';
import { consoleWords } from './console-words.ts';
import type { LivelyClub } from './lively-club.ts';

/** What an answer of the club says in a picture, over what it says in truth. */
type Told = Readonly<Record<string, unknown>>;

const traceId = '7f3a9c0e5b1d4f6a8e2c7f3a9c0e5b1d';

const json = (body: unknown, status = 200) => ({
  status,
  contentType: status === 200 ? 'application/json' : 'application/problem+json',
  body: JSON.stringify(body),
});

/** An import while it runs, while it asks, and after it failed. */
const takeTasks = async (album: Album, { taskId }: LivelyClub): Promise<void> => {
  const states: readonly (readonly [string, Told])[] = [
    [
      'running',
      { state: 'running', phase: 'sales', rows_total: 42_180, rows_done: 26_570, rate: 410, seconds_left: 38 },
    ],
    ['inspecting', { state: 'queued', phase: 'inspecting', rows_total: 0, rows_done: 0, rate: 0, seconds_left: null }],
    ['broken', { state: 'failed', failure: 'file_not_readable', finished_at: new Date().toISOString() }],
  ];
  for (const [name, told] of states) {
    if (!album.isWished(`lively-task-${name}`)) continue;
    const { page } = album.visit;
    await page.route(`**/v1/tasks/${taskId}`, async (route) => {
      const response = await route.fetch();
      const real = JSON.parse(await response.text()) as Told;
      await route.fulfill({ response, body: JSON.stringify({ ...real, finished_at: null, ...told }) });
    });
    await album.visit.goTo(`/console/imports/${taskId}`, album.look);
    await album.shoot(`lively-task-${name}`);
    await page.unrouteAll();
  }
};

/** Rows that wait for a person in the ledger and among the events. */
const takeWaiting = async (album: Album, { memberId }: LivelyClub): Promise<void> => {
  const at = new Date(Date.now() - 90 * 60_000).toISOString();
  const exceptions = ['433', '-69'].map((amount, each) => ({
    member_id: memberId,
    unit: 'points',
    key: `e:sale:${String(each)}`,
    book: each === 0 ? 'issuance' : 'redemption',
    amount,
    reason: each === 0 ? 'amount_out_of_bounds' : 'balance_too_low',
    reference: `sal_0198d${String(each)}`,
    recorded_at: at,
    claim: false,
  }));
  const letters = ['vafa.checkout.sale_closed.v1', 'vafa.checkout.sale_returned.v1'].map((type, each) => ({
    id: `dlq_${String(each)}`,
    topic: 'vafa.checkout.v1',
    group: 'ledger',
    key: `sale-${String(each)}`,
    type,
    event_id: `evt_0198d${String(each)}`,
    club_id: 'clb_1',
    reason: each === 0 ? 'unknown_unit' : 'waits_behind',
    message: '',
    at,
    tries: 5,
  }));
  const { page } = album.visit;
  const answers = { exceptions, 'dead-letters': letters } as const;
  for (const [name, items] of Object.entries(answers)) {
    if (!album.isWished(`lively-ledger-${name}`)) continue;
    await page.route(new RegExp(`/v1/[a-z]+/${name}`), (route) => route.fulfill(json({ items, next_page_token: '' })));
    await album.visit.goTo(`/console/ledger/${name}`, album.look);
    await album.shoot(`lively-ledger-${name}`);
    await page.unrouteAll();
  }
};

/** Types a moment part by part; the club's calendar has its own years. */
const typeMoment = async (field: Locator, parts: Told): Promise<void> => {
  for (const [part, value] of Object.entries(parts)) {
    await field.locator(`[data-type=${part}]`).click();
    await field.page().keyboard.type(String(value));
  }
};

const midnight = { month: 1, day: 1, hour: 0, minute: 0 };

/** What a draft would have given, what late rules would give, and a basket that is tried. */
const takeTrials = async (album: Album): Promise<void> => {
  const { page } = album.visit;
  const say = consoleWords(album.look.language);
  const years = album.look.language === 'fa' ? [1404, 1406] : [2025, 2027];
  if (album.isWished('lively-rule-tried')) {
    await album.visit.goTo('/console/rules/purchase', album.look);
    await page.getByRole('textbox', { name: say('rule.points'), exact: true }).fill('2');
    const card = page.locator('section', { hasText: say('replay.title') }).last();
    for (const [at, year] of years.entries()) await typeMoment(card.getByRole('group').nth(at), { year, ...midnight });
    await card.getByRole('button', { name: say('replay.run') }).click();
    await card.getByText(say('replay.difference')).first().waitFor();
    const basket = page.locator('section', { hasText: say('trial.title') }).first();
    const amount = basket.getByRole('textbox', { name: say('trial.amount') }).first();
    await amount.fill('2450000');
    await amount.press('Tab');
    await basket.getByRole('button', { name: say('trial.run') }).click();
    await basket.getByText(say('trial.then')).first().waitFor();
    await album.visit.settled();
    await album.shoot('lively-rule-tried');
  }
  if (!album.isWished('lively-late-counted')) return;
  await album.visit.goTo('/console/rules/late', album.look);
  const card = page.locator('section', { hasText: say('late.from') }).last();
  for (const [at, year] of years.entries()) await typeMoment(card.getByRole('group').nth(at), { year, ...midnight });
  await card.getByRole('button', { name: say('late.try') }).click();
  await page
    .getByText(say('late.sales'))
    .or(page.getByText(say('late.none')))
    .first()
    .waitFor();
  await album.visit.settled();
  await album.shoot('lively-late-counted');
};

/** What lies over a page: what one finds, long work, a member's points. */
const takeDialogs = async (album: Album, { memberId }: LivelyClub): Promise<void> => {
  const { page } = album.visit;
  const say = consoleWords(album.look.language);
  const open = async (name: string, address: string, press: () => Promise<void>): Promise<void> => {
    if (!album.isWished(name)) return;
    await album.visit.goTo(address, album.look);
    await press();
    await page.getByRole('dialog').first().waitFor();
    await album.visit.settled();
    await album.shoot(name);
  };
  const act = (id: string) => () =>
    page
      .getByRole('button', { name: say(id), exact: true })
      .first()
      .click();
  await open('lively-adjust', `/console/members/${memberId}`, act('adjust.open'));
  await open('lively-correct', `/console/members/${memberId}`, act('member.correct'));
  await open('lively-palette', '/console', () => page.keyboard.press('Control+k'));
  await open('lively-menu', '/console', async () => {
    if (album.look.size === 'phone') await act('shell.menu')();
    else await page.keyboard.press('Control+k');
  });
};

/** A new club, question by question. */
const takeSetUp = async (album: Album): Promise<void> => {
  const { page } = album.visit;
  const say = consoleWords(album.look.language);
  const stages = ['branches', 'earning', 'tiers', 'rewards', 'staff', 'start'];
  if (!album.isWished(...stages.map((stage) => `setup-${stage}`))) return;
  await album.visit.goTo('/console/setup', album.look);
  await page
    .getByRole('textbox')
    .first()
    .fill(album.look.language === 'fa' ? 'باشگاه نارون' : 'Narvan club');
  for (const stage of stages) {
    await page.getByRole('button', { name: say('setup.next') }).click();
    await album.visit.settled();
    await album.shoot(`setup-${stage}`);
  }
};

/** How pages look when the club does not answer, and where there is no page. */
const takeFailed = async (album: Album): Promise<void> => {
  const { page } = album.visit;
  const isRead = (to: URL): boolean => /^\/v1\/(summary|rewards|complaints|members)/.test(to.pathname);
  const problem = { code: 'unavailable', title: 'Unavailable', status: 503, traceId };
  await page.route(isRead, (route) => route.fulfill(json(problem, 503)));
  for (const address of ['/console', '/console/rewards', '/console/service', '/console/members']) {
    const name = `${address.slice(1).replaceAll('/', '-')}-failed`;
    if (!album.isWished(name)) continue;
    await album.visit.goTo(address, album.look);
    // A page asks again some times before it says so.
    await page.getByText(traceId).first().waitFor();
    await album.shoot(name);
  }
  await page.unrouteAll();
  await album.take('/console/nowhere', '');
  album.visit.forgiveRefusals();
};

/** States of pages that no address leads to. */
export const takeStates = async (album: Album, club: LivelyClub): Promise<void> => {
  await takeTasks(album, club);
  await takeWaiting(album, club);
  await takeTrials(album);
  await takeDialogs(album, club);
  await takeSetUp(album);
  await takeFailed(album);
};
