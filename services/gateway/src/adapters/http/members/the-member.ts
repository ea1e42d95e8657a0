import type { Asked } from '../contract/asked.ts';

/** The member that a request names is looked up first. Raises `member_not_found`. */
export const theMember = async <R extends { readonly memberId: string }>(
  request: R,
  { services, club }: Asked,
): Promise<R> => {
  await services.membership.getMember({ clubId: club.id, memberId: request.memberId });
  return request;
};

interface OfMember {
  readonly memberId?: string;
  readonly account?: { readonly memberId: string } | undefined;
}

/** The member is looked up while the rpc is asked, which knows no members. Raises `member_not_found`. */
export const besideTheMember = async <R extends OfMember, A>(
  request: R,
  { services, club }: Asked,
  ask: (request: R) => Promise<A>,
): Promise<A> => {
  const memberId = request.memberId ?? request.account?.memberId ?? '';
  const [answer] = await Promise.all([ask(request), services.membership.getMember({ clubId: club.id, memberId })]);
  return answer;
};
