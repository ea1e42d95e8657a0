import { ApiProblem, type Client, type OwnTill } from '@vafa/client';
import { dayMs } from '../../kit/formats/spans.ts';

/** Cards of those who are made up: easily typed, and nobody's. */
export const practiceCards = ['1001', '1002', '1003'] as const;

/** How many points the first and the second of them have, or nearly; the third begins. */
const pointsOf = [300, 60] as const;
const boughtDaysAgo = 40;

/** The first has a birthday soon, so that one sees how the card says it. */
const bornSoon = (): string => {
  const day = new Date(Date.now() + 2 * dayMs);
  // A leap year that many years ago too.
  day.setUTCFullYear(day.getUTCFullYear() - 32);
  return day.toISOString().slice(0, 10);
};

/** Minor units as decimal text in the major unit. */
const major = (minor: bigint, digits: number): string => {
  const text = minor.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/** What one buys for so many points, by the first rule of the club; undefined where no rule gives any. */
const priceFor = async (api: Client, points: number): Promise<bigint | undefined> => {
  const [rule] = await api.items('listEarningRules');
  return rule && (BigInt(points) * BigInt(rule.per_amount)) / BigInt(rule.points);
};

/** The second waits for an answer. */
const complain = (api: Client, memberId: string, text: string): Promise<unknown> =>
  api.call('openComplaint', { body: { member_id: memberId, subject: text, text }, key: crypto.randomUUID() });

/** Another till of the club has just begun as well. */
const ifTaken = (error: unknown): undefined => {
  if (error instanceof ApiProblem && error.code === 'identity_taken') return undefined;
  throw error;
};

/** Enrols the made-up members that are missing, with what they have bought before. */
export const enrolMadeUp = async (
  api: Client,
  { branch, till, club }: OwnTill,
  words: { readonly member: (number: number) => string; readonly goods: string; readonly complaint: string },
): Promise<void> => {
  for (const [at, card] of practiceCards.entries()) {
    const { items } = await api.call('findMembers', { query: { card } });
    if (items.length > 0) continue;
    const body = { name: words.member(at + 1), card, ...(at === 0 && { birth_date: bornSoon() }) };
    const enrolled = await api.call('enrolMember', { body, key: crypto.randomUUID() }).catch(ifTaken);
    if (enrolled === undefined) continue;
    const { id } = enrolled;
    if (at === 1) await complain(api, id, words.complaint);
    const price = pointsOf[at] === undefined ? undefined : await priceFor(api, pointsOf[at]);
    if (price === undefined || price === 0n) continue;
    const sale = {
      branch: branch.id,
      till,
      receipt: `before-${id}`,
      member_id: id,
      at: new Date(Date.now() - boughtDaysAgo * dayMs).toISOString(),
      lines: [{ sku: 'BEFORE', description: words.goods, quantity: 1, unit_price: major(price, club.currency_digits) }],
    };
    await api.call('submitSales', { body: { items: [sale] }, key: crypto.randomUUID() });
  }
};
