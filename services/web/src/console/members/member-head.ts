import type { AnswerOf } from '@vafa/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

export type Member = AnswerOf<'getMember'>;

/** A member's profile; `read` again after each write that concerns it. */
export const useMember = (memberId: string) =>
  useQuery({
    queryKey: ['member', memberId],
    queryFn: () => api.call('getMember', { path: { member_id: memberId } }),
  });

/** Everything that is shown of members is asked anew. */
export const useMemberChanged = (): (() => void) => {
  const queries = useQueryClient();
  return () =>
    void queries.invalidateQueries({
      predicate: ({ queryKey: [kind, id] }) =>
        kind === 'member' || (kind === 'list' && typeof id === 'string' && /Member/.test(id)),
    });
};
