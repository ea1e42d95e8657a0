import { dayMs } from '@vafa/kernel';
import { Rest } from './rest.ts';
import { until } from './until.ts';

/** What fills one list of the API with items of the largest kind that it takes. */
export interface LargeList {
  /** Where the list is, with what it must be asked. */
  readonly url: string;
  /** Its largest items are too large for a page of 200; else so small that no page could be cut. */
  readonly isLarge: boolean;
  /** Of the member whose list it is; without one the administrator's key asks. */
  readonly cookie?: string;
}

/** Three bytes each. */
const letters = (count: number): string => '本'.repeat(count);
const codeOf = (prefix: string, place: number): string => `${prefix}-${String(place).padStart(4, '0')}`;

/** As long as a rule can be, but for its names. */
const longRule = {
  points: 1,
  per_amount: 100,
  skus: Array.from({ length: 1_000 }, (_none, sku) => `${letters(60)}${String(sku)}`),
};

/** As long as the terms of a promotion, with room for their frame. */
const longTerms = {
  conditions: [],
  effects: [{ kind: 'off_lines', off: { percent: 10 }, goods: { skus: longRule.skus } }],
};

/** One more version of a promotion. */
const publishAnew = async (rest: Rest, code: string, name: string): Promise<void> => {
  const path = { code };
  await rest.call('savePromotion', { path, body: { name, terms: longTerms } });
  const { revision } = await rest.call('submitPromotion', { path, body: {}, key: `submit ${name}` });
  await rest.call('approvePromotion', { path, body: { revision }, key: `approve ${name}` });
  await rest.call('publishPromotion', { path, key: `publish ${name}` });
};

const inFlight = 8;
const times = async (count: number, make: (place: number) => Promise<unknown>): Promise<void> => {
  const places = Array.from({ length: count }, (_none, place) => place).values();
  const work = async (): Promise<void> => {
    for (const place of places) await make(place);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
};

/** Fifteen sales to the member of all lists, and one to each of others. */
const sell = async (rest: Rest): Promise<void> => {
  const line = { sku: 'A', quantity: 1, unit_price: '1000.00' };
  const item = (place: number) => ({
    branch: 'branch-0000',
    till: '1',
    receipt: String(place),
    external_id: place < 15 ? 'large' : codeOf('m', place - 15),
    at: new Date(Date.now() - dayMs - place * 1_000).toISOString(),
    lines: [line],
  });
  await rest.call('submitSales', { body: { items: Array.from({ length: 30 }, (_none, place) => item(place)) } });
};

/** Files that nobody understands: each asks which of many columns is meant. */
const importFiles = async (rest: Rest): Promise<void> => {
  const columns = Array.from({ length: 60 }, (_none, place) => `${letters(90)}${String(place)}`);
  const text = `${columns.join(',')}\n${columns.map(() => 'x').join(',')}\n`;
  await times(12, async (place) => {
    const form = new FormData();
    form.append('file', new Blob([text]), `${letters(60)}${String(place)}.csv`);
    await rest.upload(form, { key: codeOf('file', place), dry: false });
  });
  await until('every file asks', 120_000, async () =>
    (await rest.items('listTasks')).every(({ state }) => state === 'question') ? true : undefined,
  );
};

const setUpProviders = (rest: Rest): Promise<void> =>
  times(12, async (place) => {
    const rule = { group: letters(200), club: rest.club, roles: ['cashier' as const] };
    await rest.call('createIdentityProvider', {
      body: {
        name: letters(60),
        issuer: `https://id.example.com/${String(place)}`,
        client_id: letters(200),
        client_secret: 'secret',
        group_rules: Array.from({ length: 200 }, () => rule),
      },
    });
  });

type Add = (path: string, isLarge: boolean, query?: string, named?: string) => void;

const takeOnStaff = async (rest: Rest, branches: readonly string[], add: Add): Promise<void> => {
  await times(12, (place) =>
    rest.call('createStaff', {
      body: {
        username: codeOf('staff', place),
        name: letters(120),
        roles: ['cashier', 'marketer'],
        branches: [...branches],
      },
    }),
  );
  add('/v1/staff', false);
  // Of one operation, for looking at lists is noted too.
  add('/v1/audit', false, 'operation=createStaff');
  await times(12, async (place) => {
    const order = { branch: 'branch-0000', till: `${letters(55)}${String(place)}` };
    const { code } = await rest.call('createTillCode', { body: order });
    const { secret } = await rest.call('pairTill', { body: { code } });
    const told = { session_id: codeOf('refused', place), receipt: '1', total: 1, code: 'gone' };
    await new Rest(rest.url, secret, rest.club).call('reportRefusedSale', {
      body: { ...told, paid_at: new Date().toISOString(), message: letters(500) },
    });
  });
  add('/v1/tills', false);
  add('/v1/refused-sales', false);
};

/** Adjustments above a limit, which wait. */
const askApprovals = async (rest: Rest, memberId: string, add: Add): Promise<void> => {
  const limit = (approval: object) =>
    rest.call('putUnit', { path: { unit: 'points' }, body: { kind: 'points', ...approval } });
  const { version } = await limit({ approval_above: 1 });
  await times(20, async (place) => {
    const body = { amount: 2, occasion: 'goodwill', reason: `${letters(190)}${String(place)}` };
    const { status } = await rest.request('POST', `/v1/members/${memberId}/adjustments`, { body });
    if (status !== 202) throw new Error(`an adjustment above the limit was answered ${String(status)}`);
  });
  await limit({ version });
  add('/v1/approvals', false);
};

/** Signs a member in by the code that waits in the outbox; answers the cookie, which no client of a program has. */
const signInMember = async (rest: Rest, phone: string): Promise<string> => {
  const path = { club_code: rest.club };
  const { request } = await rest.call('askMemberCode', { path, body: { phone } });
  const [waiting] = (await rest.call('listOutbox')).items;
  const { cookies } = await rest.request('POST', `/v1/clubs/${rest.club}/member-sign-in`, {
    body: { request, code: waiting?.code },
  });
  await rest.call('askMemberCode', { path, body: { phone } });
  return cookies.join('; ');
};

/** The same lists as the member sees them. */
const addOwnLists = async (rest: Rest, phone: string, lists: Map<string, LargeList>): Promise<void> => {
  const cookie = await signInMember(rest, phone);
  const large = ['complaints', 'earning-rules', 'rewards', 'surveys'];
  for (const name of [...large, 'corrections', 'statement', 'vouchers'])
    lists.set(`/v1/me/${name}`, { url: `/v1/me/${name}?`, isLarge: large.includes(name), cookie });
  lists.set('/v1/outbox', { url: '/v1/outbox?', isLarge: false });
};

/** What the sales have made. */
const addLedger = (memberId: string, add: Add): void => {
  add('/v1/members/{member_id}/statement', false, '', memberId);
  add('/v1/members/{member_id}/vouchers', false, '', memberId);
  add('/v1/ledger/exceptions', false);
  add('/v1/ledger/transfers', false);
  add('/v1/ledger/liability/members', false);
  add('/v1/ledger/roots', false);
  add('/v1/ledger/expiring', false, `unit=points&before=${new Date(Date.now() + dayMs).toISOString()}`);
};

/** Earning rules, and versions of one. */
const addRules = async (rest: Rest, add: Add): Promise<void> => {
  await times(8, (place) =>
    rest.call('publishEarningRule', {
      body: { ...longRule, code: codeOf('rule', place), name: letters(120) },
    }),
  );
  add('/v1/earning-rules', true);
  await times(8, (place) =>
    rest.call('publishEarningRule', {
      body: { ...longRule, code: 'versions', name: `${letters(110)}${String(place)}` },
    }),
  );
  add('/v1/earning-rules/{code}/versions', true, '', 'versions');
};

/** Drafts, and versions of one. */
const addPromotions = async (rest: Rest, add: Add): Promise<void> => {
  await times(20, (place) =>
    rest.call('createPromotion', {
      body: { code: codeOf('promotion', place), name: letters(120), terms: longTerms },
    }),
  );
  add('/v1/promotions', true);
  for (let version = 0; version < 20; version++)
    await publishAnew(rest, codeOf('promotion', 0), `Version ${String(version)}`);
  add('/v1/promotions/{code}/versions', true, '', codeOf('promotion', 0));
};

/** Makes the things and answers where each list is, by its path in the OpenAPI document. */
export const fillLists = async (rest: Rest): Promise<ReadonlyMap<string, LargeList>> => {
  const lists = new Map<string, LargeList>();
  const add: Add = (path, isLarge, query = '', named = '') =>
    void lists.set(path, { url: `${path.replace(/\{\w+\}/, named)}?${query}`, isLarge });

  const phone = '07911123456';
  const { id: memberId } = await rest.call('enrolMember', {
    body: { name: letters(120), external_id: 'large', phone },
  });
  const branches = Array.from({ length: 20 }, (_none, place) => codeOf('branch', place));
  await times(branches.length, (place) =>
    rest.call('createBranch', { body: { code: codeOf('branch', place), name: letters(60) } }),
  );
  add('/v1/branches', false);
  await times(8, (place) =>
    rest.call('createClub', {
      body: {
        code: codeOf('club', place),
        name: letters(120),
        currency: 'GBP',
        time_zone: 'Europe/London',
      },
    }),
  );
  add('/v1/clubs', false);
  await times(10, (place) =>
    rest.call('createApiKey', { body: { name: `${letters(110)}${String(place)}`, verbs: ['*'], branches } }),
  );
  add('/v1/api-keys', false);
  await setUpProviders(rest);
  add('/v1/identity-providers', true);
  await takeOnStaff(rest, branches, add);
  await times(15, (place) =>
    rest.call('enrolMember', {
      body: {
        name: `${letters(115)}${String(place)}`,
        external_id: codeOf('m', place),
        consents: Array.from({ length: 20 }, (_none, at) => ({
          purpose: 'abcdefghijklmnopqrst'.charAt(at).repeat(40),
          granted: true,
        })),
      },
    }),
  );
  add('/v1/members', false);
  await times(20, (place) =>
    rest.call('correctMember', {
      path: { member_id: memberId },
      body: { name: `${letters(110)}${String(place)}`, reason: letters(200) },
      key: codeOf('correction', place),
    }),
  );
  add('/v1/members/{member_id}/corrections', false, '', memberId);
  await times(1, () =>
    rest.call('saveGoods', {
      body: {
        goods: Array.from({ length: 180 }, (_none, at) => ({
          sku: codeOf('good', at),
          name_fa: letters(200),
          name_en: letters(200),
          family: letters(100),
          brand: letters(100),
          unit: letters(20),
        })),
      },
    }),
  );
  add('/v1/catalogue/goods', false);
  await times(190, (place) =>
    rest.call('createReward', {
      body: {
        code: codeOf('reward', place),
        name: letters(120),
        description: letters(2_000),
        price_points: 1,
      },
    }),
  );
  add('/v1/rewards', true);
  await addRules(rest, add);
  await addPromotions(rest, add);
  await times(70, (place) =>
    rest.call('createSurvey', {
      body: {
        code: codeOf('survey', place),
        title: letters(120),
        questions: Array.from({ length: 20 }, (_none, at) => ({
          id: `q${String(at)}`,
          kind: 'free',
          text: letters(300),
        })),
      },
    }),
  );
  add('/v1/surveys', true);
  await times(100, (place) =>
    rest.call('openComplaint', {
      body: {
        member_id: memberId,
        subject: `${letters(190)}${String(place)}`,
        text: letters(4_000),
      },
    }),
  );
  add('/v1/complaints', true);
  await times(24, (place) =>
    rest.call('putImportSource', {
      path: { source: codeOf('source', place) },
      body: {
        mapping: {},
        answers: Object.fromEntries(
          Array.from({ length: 100 }, (_none, at) => [`decimal:${letters(190)}${String(at)}`, ',']),
        ),
      },
    }),
  );
  add('/v1/import-sources', true);
  await askApprovals(rest, memberId, add);
  await importFiles(rest);
  add('/v1/tasks', true);
  await sell(rest);
  addLedger(memberId, add);
  await addOwnLists(rest, phone, lists);
  return lists;
};
