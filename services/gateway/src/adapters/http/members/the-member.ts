import type { Asked } from '../contract/asked.ts';

/** The member that a request names is looked up first. Raises `member_not_found`. */
export const theMember = async <R extends { readonly memberId: string }>(
  request: R,
  { services, club }: Asked,
): Promise<R> => {
  await services.membership.getMember({ clubId: club.id, memberId: request.memberId });
  return request;
};
