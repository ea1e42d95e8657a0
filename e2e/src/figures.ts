import { ApiProblem, type ItemOf } from '@vafa/client';
import { num, type Rest } from './rest.ts';

/** What a club's summary says, without the names. */
export interface Summary {
  readonly members: number;
  readonly sales: number;
  readonly sales_without_member: number;
  readonly returns: number;
  readonly points_accrued: number;
  readonly points_burned: number;
  readonly points_taken_back: number;
  readonly points_outstanding: number;
  readonly liability: number;
  readonly exceptions: number;
  readonly best: readonly { readonly customer: string; readonly points: number }[];
}

export const summaryOf = async (rest: Rest): Promise<Summary> => {
  const body = await rest.call('getSummary');
  return {
    members: num(body.members),
    sales: num(body.sales),
    sales_without_member: num(body.sales_without_member),
    returns: num(body.returns),
    points_accrued: num(body.points_accrued),
    points_burned: num(body.points_burned),
    points_taken_back: num(body.points_taken_back),
    points_outstanding: num(body.points_outstanding),
    liability: num(body.liability.amount),
    exceptions: num(body.exceptions),
    best: body.best_members.map((member) => ({ customer: member.external_id ?? '', points: num(member.points) })),
  };
};

/** Points of one account, as shown: available and held. */
export interface Points {
  readonly available: number;
  readonly held: number;
  readonly lifetime: number;
}

export const pointsOf = async (rest: Rest, memberId: string): Promise<Points> => {
  const account = (await rest.call('getMemberAccounts', { path: { member_id: memberId } })).items.find(
    ({ unit }) => unit === 'points',
  );
  return account
    ? { available: num(account.available), held: num(account.held), lifetime: num(account.lifetime_earned) }
    : { available: 0, held: 0, lifetime: 0 };
};

/** Undefined for who was never enrolled. */
export const memberIdOf = async (rest: Rest, customer: string): Promise<string | undefined> => {
  const [member] = (await rest.call('findMembers', { query: { external_id: customer } })).items;
  return member?.id;
};

/** All entries of a member, newest first. */
export const statementOf = (rest: Rest, memberId: string): Promise<readonly ItemOf<'getMemberStatement'>[]> =>
  rest.items('getMemberStatement', { path: { member_id: memberId } });

/** Of a session, or the status with which it was refused. */
export const stateOf = async (rest: Rest, id: string): Promise<string> => {
  try {
    return (await rest.call('getSession', { path: { session_id: id } })).state;
  } catch (error) {
    if (error instanceof ApiProblem) return `answered ${error.status}`;
    throw error;
  }
};

/** Asks for many things with a few requests in flight. */
export const each = async <T, R>(all: readonly T[], ask: (one: T) => Promise<R>, inFlight = 16): Promise<R[]> => {
  const answers: R[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let place = next++; place < all.length; place = next++) answers[place] = await ask(all[place] as T);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return answers;
};

/** Outstanding points of these customers by the club's accounts. */
export const outstandingOf = async (rest: Rest, customers: readonly string[]): Promise<Map<string, number>> => {
  const found = await each(customers, async (customer) => {
    const id = await memberIdOf(rest, customer);
    const { available, held } = id === undefined ? { available: NaN, held: 0 } : await pointsOf(rest, id);
    return [customer, available + held] as const;
  });
  return new Map(found);
};
