import type { Page } from 'playwright-core';
import type { Rest } from '../rest.ts';
import { until } from '../until.ts';
import type { Visit, Look } from './browser.ts';

/** What a member finds in the club of these tests. */
export interface MembersClub {
  readonly code: string;
  readonly rest: Rest;
  readonly memberId: string;
  readonly phone: string;
  readonly complaintId: string;
  readonly surveyId: string;
}

interface NewMembersClub {
  readonly code: string;
  readonly phone: string;
  readonly name?: string;
  readonly isPersian?: boolean;
}

const settledMs = 300_000;

type Say = (fa: string, en: string) => string;

/** The club itself, with what it counts by. */
const makeClub = async (admin: Rest, code: string, isPersian: boolean): Promise<Rest> => {
  const say: Say = (fa, en) => (isPersian ? fa : en);
  await admin.call('createClub', {
    body: {
      code,
      name: say('باشگاه نارون', 'Narvan Club'),
      currency: 'IRR',
      time_zone: 'Asia/Tehran',
      point_cost: 1_000_000,
      point_value: 2_000_000_000,
    },
  });
  await admin.call('changeClub', {
    path: { club_code: code },
    body: {
      brand_colour: say('#1e5b45', '#a3122e'),
      logo_text: say('ن', 'N'),
      calendar: isPersian ? 'persian' : 'gregorian',
    },
  });
  const rest = admin.of(code);
  await rest.call('createBranch', { body: { code: 'mirdamad', name: say('میرداماد', 'Mirdamad') } });
  await rest.call('setTiers', {
    body: {
      period_days: 365,
      tiers: [
        { code: 'silver', name: say('نقره‌ای', 'Silver'), spend_from: 0 },
        { code: 'gold', name: say('طلایی', 'Gold'), spend_from: 1_000_000_000 },
        { code: 'lapis', name: say('لاجوردی', 'Lapis'), spend_from: 59_000_000_000 },
      ],
    },
  });
  await rest.call('publishEarningRule', {
    body: { code: 'purchase', name: say('امتیاز خرید', 'Points for purchases'), points: 1, per_amount: 10_000_000 },
  });
  return rest;
};

/** What members can choose and answer; the first reward is the cheapest. */
const makeOffers = async (rest: Rest, say: Say): Promise<{ rewardId: string; surveyId: string }> => {
  const rewards = [
    [
      'delivery',
      say('یک ماه ارسال رایگان', 'A month of free delivery'),
      say('برای همهٔ سفارش‌ها', 'For every order'),
      400,
    ],
    ['cinema', say('دو بلیت سینما', 'Two cinema tickets'), say('همهٔ سینماهای شهر', 'Any cinema in town'), 1_000],
    ['breakfast', say('صبحانهٔ دونفره', 'Breakfast for two'), say('کافه‌های همکار', 'Partner cafés'), 1_250],
    ['shoes', say('کفش پیاده‌روی', 'Walking shoes'), say('زنانه و مردانه', 'Women and men'), 3_000],
  ] as const;
  const made = await Promise.all(
    rewards.map(([each, title, description, price]) =>
      rest.call('createReward', {
        body: { code: each, name: title, description, price_points: price, voucher_days: 30 },
      }),
    ),
  );
  const survey = await rest.call('createSurvey', {
    body: {
      code: 'visit',
      title: say('خرید این هفته', 'This week’s visit'),
      points: 25,
      questions: [
        {
          id: 'nps',
          kind: 'nps',
          text: say(
            'چقدر احتمال دارد نارون را به دوستانتان پیشنهاد کنید؟',
            'How likely are you to recommend Narvan to a friend?',
          ),
          required: true,
        },
        { id: 'why', kind: 'free', text: say('چه چیزی خوب بود؟', 'What was good?'), required: false },
      ],
    },
  });
  return { rewardId: made[0]?.id ?? '', surveyId: survey.id };
};

/** A member who has bought, has a voucher, and complained. */
const makeMember = async (
  rest: Rest,
  { phone, name, rewardId, say }: { phone: string; name: string; rewardId: string; say: Say },
): Promise<{ memberId: string; complaintId: string }> => {
  const { id: memberId } = await rest.call('enrolMember', {
    body: {
      name,
      phone,
      email: 'sara@example.org',
      card: '6041001288310744',
      consents: [{ purpose: 'sms', granted: true }],
    },
  });
  for (const [at, price] of ['43300000', '21400000', '69300000', '40000000'].entries()) {
    const session = `${rest.club}-${String(at)}`;
    const body = {
      branch: 'mirdamad',
      till: '1',
      receipt: String(at + 1),
      member_id: memberId,
      lines: [{ sku: 'basket', quantity: 1, unit_price: price }],
    };
    await rest.call('putSession', { path: { session_id: session }, body });
    await rest.call('closeSession', { path: { session_id: session } });
  }
  await until(`the points of ${rest.club} are there`, settledMs, async () => {
    const { items } = await rest.call('getMemberAccounts', { path: { member_id: memberId } });
    return Number(items[0]?.available ?? 0) >= 1_740 ? true : undefined;
  });
  await rest.call('redeemReward', { body: { member_id: memberId, reward_id: rewardId } });
  const { id: complaintId } = await rest.call('openComplaint', {
    body: {
      member_id: memberId,
      subject: say('شیر تاریخ‌گذشته', 'Milk past its date'),
      text: say('دو بسته شیر تاریخ‌گذشته بود.', 'Two packs of milk were past their date.'),
    },
  });
  await rest.call('answerComplaint', {
    path: { complaint_id: complaintId },
    body: {
      text: say('ببخشید. فردا دو بستهٔ تازه می‌آوریم.', 'We are sorry. Two fresh packs come tomorrow.'),
      author: 'Maryam',
    },
  });
  return { memberId, complaintId };
};

/** Makes a club with rules, tiers, rewards and a survey, and a member who has bought, complained and has a voucher. */
export const makeMembersClub = async (
  admin: Rest,
  { code, phone, name = 'سارا کاویانی', isPersian = true }: NewMembersClub,
): Promise<MembersClub> => {
  const say: Say = (fa, en) => (isPersian ? fa : en);
  const rest = await makeClub(admin, code, isPersian);
  const { rewardId, surveyId } = await makeOffers(rest, say);
  const { memberId, complaintId } = await makeMember(rest, { phone, name, rewardId, say });
  return { code, rest, memberId, phone, complaintId, surveyId };
};

/** The code that waits for a member, as the staff reads it. */
export const waitingCode = (club: MembersClub): Promise<string> =>
  until(`a code of ${club.code} waits`, settledMs, async () => {
    const { items } = await club.rest.call('listOutbox');
    return items.find(({ member_id: id }) => id === club.memberId)?.code;
  });

/** Goes to a page of the club and waits until what it reads is there. */
export const goToClub = (visit: Visit, club: MembersClub, page: string, look: Look): Promise<void> =>
  visit.goTo(`/club/${club.code}${page === '' ? '' : `/${page}`}`, look);

/** Signs in as a member does: phone, then the code. */
export const signInMember = async (page: Page, club: MembersClub): Promise<void> => {
  await page.locator('input[name=phone]').fill(club.phone);
  await page.locator('button[type=submit]').click();
  const code = page.locator('input[autocomplete=one-time-code]');
  await code.waitFor();
  await code.fill(await waitingCode(club));
  await page.getByRole('navigation').waitFor();
};
