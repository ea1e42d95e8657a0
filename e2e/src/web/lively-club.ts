import { dayMs } from '@vafa/kernel';
import { Rest } from '../rest.ts';
import { until } from '../until.ts';
import { makeMembersClub, type MembersClub } from './members-club.ts';

type Say = (fa: string, en: string) => string;

/** Pages of one thing each, as the console has them. */
export interface LivelyClub extends MembersClub {
  readonly taskId: string;
}

/** 1,000 toman. */
const thousand = 1_000_000;

const names = [
  ['آرش نیکخواه', 'Arash Nikkhah'],
  ['نسترن مجد', 'Nastaran Majd'],
  ['هما فرزین', 'Homa Farzin'],
  ['مهران دلیر', 'Mehran Dalir'],
  ['کیوان صفوی', 'Kayvan Safavi'],
  ['بهروز آذری', 'Behrouz Azari'],
] as const;

const enrolAll = (rest: Rest, say: Say): Promise<string[]> =>
  Promise.all(
    names.map(async ([fa, en], at) => {
      const body = { name: say(fa, en), phone: `0919000${String(1000 + at)}`, birth_date: `198${String(at)}-11-30` };
      return (await rest.call('enrolMember', { body })).id;
    }),
  );

/** A month of sales, most of them in the evening. */
const sellForAMonth = async (rest: Rest, members: readonly string[], say: Say): Promise<void> => {
  const items = Array.from({ length: 28 }, (_, day) => day + 1).flatMap((day) =>
    Array.from({ length: 3 + ((day * 3) % 5) }, (_each, at) => {
      const time = Date.now() - day * dayMs;
      return {
        branch: 'mirdamad',
        till: String(1 + (at % 2)),
        receipt: `M-${String(day)}-${String(at)}`,
        ...(at % 4 !== 3 && { member_id: members[(day + at) % members.length] }),
        at: new Date(time - (time % dayMs) + ([6, 13, 14, 15, 15, 16, 8][at] ?? 15) * 3_600_000).toISOString(),
        lines: [
          {
            sku: 'R5',
            description: say('برنج هاشمی', 'Hashemi rice'),
            quantity: 1 + ((day + at) % 4),
            unit_price: String((90 + ((day * 37 + at * 11) % 80)) * thousand),
          },
        ],
      };
    }),
  );
  await rest.call('submitSales', { body: { items } });
};

const publishRules = async (rest: Rest, say: Say): Promise<void> => {
  const rule = { points: 1, per_amount: 10 * thousand };
  const tea = { code: 'tea', name: say('چای دو برابر', 'Double points on tea'), ...rule, skus: ['TEA', 'TEA-GREEN'] };
  await rest.call('publishEarningRule', { body: tea });
  await rest.call('publishEarningRule', { body: { ...tea, points: 2, minimum_total: 500 * thousand } });
  const days = { valid_from: new Date(Date.now() + 20 * dayMs), valid_until: new Date(Date.now() + 23 * dayMs) };
  await rest.call('publishEarningRule', {
    body: {
      ...rule,
      code: 'yalda',
      name: say('سه شب یلدا', 'Three nights of Yalda'),
      points: 3,
      valid_from: days.valid_from.toISOString(),
      valid_until: days.valid_until.toISOString(),
      branches: ['mirdamad'],
    },
  });
  await rest.call('publishEarningRule', {
    body: { ...rule, code: 'opening', name: say('افتتاح شعبه', 'Opening of the branch'), enabled: false },
  });
};

const complain = async (rest: Rest, members: readonly string[], say: Say): Promise<void> => {
  const told = [
    [say('کارت هدیه شارژ نشد', 'The gift card was not charged'), say('دو روز است.', 'It has been two days.')],
    [
      say('سفارش سه ساعت دیر رسید', 'The order came three hours late'),
      say(
        'سفارش امروز قرار بود ساعت ۱۰ برسد، ۱۳ رسید و شیرها گرم شده بود. مجبور شدم دوباره بخرم.',
        'Today’s order was due at 10 and came at 13; the milk was warm. I had to buy it again.',
      ),
    ],
    [say('فاکتور رسمی می‌خواهد', 'Wants an official invoice'), say('برای شرکت.', 'For the company.')],
  ] as const;
  for (const [at, [subject, text]] of told.entries())
    await rest.call('openComplaint', { body: { member_id: members[at] ?? '', subject, text } });
};

const askAndHear = async (rest: Rest, surveyId: string, members: readonly string[], say: Say): Promise<void> => {
  for (const [at, score] of [10, 9, 7, 3].entries())
    await rest.call('answerSurvey', {
      path: { survey_id: surveyId },
      body: {
        member_id: members[at] ?? '',
        answers: [
          { question_id: 'nps', score },
          { question_id: 'why', text: say('برخورد صندوق‌دار عالی بود.', 'The cashier was very kind.') },
        ],
      },
    });
};

/** An import that is done, and left rows to mend. */
const importAFile = async (rest: Rest): Promise<string> => {
  const rows = Array.from({ length: 60 }, (_none, at) => {
    const price = at % 17 === 7 ? 'free' : '18900000';
    const day = at === 30 ? '31' : `0${String((at % 9) + 1)}`;
    return `F${String(at)},2026-${at === 30 ? '02' : '03'}-${day} 10:00,RICE-5,1,${price},m-${String(at % 3)},shop`;
  });
  const text = `InvoiceNo,InvoiceDate,StockCode,Quantity,UnitPrice,CustomerID,Country\n${rows.join('\n')}\n`;
  const form = new FormData();
  form.set('file', new Blob([text]), 'sales-of-march.csv');
  const task = await rest.upload(form, { key: `file-of-${rest.club}`, dry: false });
  if (!('id' in task)) throw new Error('the file was only looked at');
  const { id } = task;
  await until('the file is imported', 120_000, async () => {
    const { state } = await rest.call('getTask', { path: { task_id: id } });
    return state === 'done' ? true : undefined;
  });
  return id;
};

const employ = async (rest: Rest, say: Say): Promise<void> => {
  const people = [
    ['leila', say('لیلا امینی', 'Leila Amini'), 'cashier'],
    ['mina', say('مینا رستگار', 'Mina Rastegar'), 'marketer'],
    ['reza', say('رضا بهمنی', 'Reza Bahmani'), 'service_agent'],
  ] as const;
  for (const [username, name, role] of people)
    await rest.call('createStaff', {
      body: {
        username: `${username}-${rest.club}`,
        name,
        roles: [role],
        ...(role === 'cashier' && { branches: ['mirdamad'] }),
      },
    });
  await rest.call('createApiKey', {
    body: { name: say('فروشگاه اینترنتی', 'Web shop'), verbs: ['members:read', 'sessions:write', 'sales:write'] },
  });
  await rest.call('createApiKey', {
    body: {
      name: say('گزارش روزانه', 'Daily report'),
      verbs: ['summary:read'],
      branches: ['mirdamad'],
      ends_at: new Date(Date.now() + 30 * dayMs).toISOString(),
    },
  });
};

/** A till whose sale the club did not take. */
const pairATill = async (rest: Rest, say: Say): Promise<void> => {
  const { code } = await rest.call('createTillCode', { body: { branch: 'mirdamad', till: '2' } });
  const { secret } = await rest.call('pairTill', { body: { code } });
  await new Rest(rest.url, secret, rest.club).call('reportRefusedSale', {
    body: {
      session_id: `refused-${rest.club}`,
      receipt: '88214',
      total: 4_330 * thousand,
      code: 'balance_too_low',
      message: say('امتیاز کافی نبود', 'The balance is too low'),
      paid_at: new Date(Date.now() - 3_600_000).toISOString(),
    },
  });
};

/** More points than one person may give, which waits for another. */
const askForTwo = async (rest: Rest, memberId: string, say: Say): Promise<void> => {
  const put = (more: object) =>
    rest.call('putUnit', { path: { unit: 'points' }, body: { kind: 'points', approval_above: 1_000, ...more } });
  await put({});
  await rest.call('putApprovalSettings', { body: { rules: false, step_up_minutes: 15 } });
  const reason = say('دلجویی برای سفارش دیررسیده', 'Goodwill for an order that came late');
  await rest.request('POST', `/v1/members/${memberId}/adjustments`, {
    body: { amount: 1_500, occasion: 'goodwill', reason },
  });
  await rest.call('adjustBalance', {
    path: { member_id: memberId },
    body: { amount: 100, occasion: 'goodwill', reason: say('عذرخواهی', 'An apology') },
  });
};

/** A club in which every list of the console has something, told in one language. */
export const makeLivelyClub = async (admin: Rest, code: string, isPersian: boolean): Promise<LivelyClub> => {
  const say: Say = (fa, en) => (isPersian ? fa : en);
  const phone = `0912123456${isPersian ? '7' : '8'}`;
  const name = say('سارا کاویانی', 'Sara Kaviani');
  const club = await makeMembersClub(admin, { code, phone, name, isPersian });
  const { rest } = club;
  const members = await enrolAll(rest, say);
  await sellForAMonth(rest, members, say);
  await publishRules(rest, say);
  await complain(rest, members, say);
  await askAndHear(rest, club.surveyId, members, say);
  await employ(rest, say);
  await pairATill(rest, say);
  await askForTwo(rest, club.memberId, say);
  await rest.call('correctMember', {
    path: { member_id: club.memberId },
    body: { revision: 1, reason: say('به خواست عضو', 'As the member asked'), birth_date: '1985-11-30' },
  });
  await rest.call('askMemberCode', { path: { club_code: code }, body: { phone: '09190001001' } });
  return { ...club, taskId: await importAFile(rest) };
};
