import type { EraseMemberRequest, EraseMemberResponse } from '@vafa/contracts/membership';
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

/** A member is erased once, whoever asks and however often: the key follows from the member. */
export const erasedOnce = (request: EraseMemberRequest): Promise<EraseMemberRequest> =>
  Promise.resolve({ ...request, key: `c:erase:${request.memberId}` });

/** Whoever is erased is signed in nowhere any more. */
export const signedOut = async (
  request: EraseMemberRequest,
  { services }: Asked,
  ask: (request: EraseMemberRequest) => Promise<EraseMemberResponse>,
): Promise<EraseMemberResponse> => {
  const erased = await ask(request);
  await services.gateway.endMemberSignIns({ memberId: request.memberId });
  return erased;
};
