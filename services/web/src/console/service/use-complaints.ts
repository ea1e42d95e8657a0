import type { Complaint } from '@vafa/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '../../api/client.ts';
import { useMay } from '../../sign-in/use-session.ts';
import { useFilters } from '../parts/filters.ts';
import { useList } from '../parts/use-list.ts';

export const shows = ['open', 'answered', 'closed', 'all'] as const;
export type Show = (typeof shows)[number];

const isShow = (text: string): text is Show => shows.some((show) => show === text);

const byPromise = (one: Complaint, other: Complaint): number => one.promised_by.localeCompare(other.promised_by);

interface Pages {
  readonly pages: readonly { readonly items: readonly Complaint[] }[];
}

const listKey = ['list', 'listComplaints'];

/** Complaints as the address asks for them, and the one that it names. */
export const useComplaints = () => {
  const may = useMay();
  const queries = useQueryClient();
  const { values, set } = useFilters(['show', 'member', 'complaint']);
  const show: Show = isShow(values.show) ? values.show : 'open';
  const query = {
    ...(show !== 'all' && { status: show }),
    ...(values.member !== '' && { member_id: values.member }),
  };
  const list = useList('listComplaints', { query });
  const complaints = useMemo(
    () => (list.items === undefined || show !== 'open' ? list.items : [...list.items].sort(byPromise)),
    [list.items, show],
  );
  const listed = complaints?.find(({ id }) => id === values.complaint);
  // A link names one that this list may not show: it is answered, or far behind.
  const named = useQuery({
    queryKey: ['complaint', values.complaint],
    enabled: values.complaint !== '' && listed === undefined && (complaints !== undefined || list.error !== null),
    queryFn: () => api.call('getComplaint', { path: { complaint_id: values.complaint } }),
  });
  const chosen = listed ?? named.data;
  const memberId = chosen?.member_id ?? values.member;
  const member = useQuery({
    queryKey: ['member', memberId],
    enabled: memberId !== '' && may('getMember'),
    queryFn: () => api.call('getMember', { path: { member_id: memberId } }),
  });
  /** Shows an answer at once. It leaves the list of open ones later, so that who wrote it sees it. */
  const keep = (answered: Complaint): void => {
    queries.setQueriesData<Pages>({ queryKey: listKey }, (known) =>
      known === undefined
        ? known
        : {
            ...known,
            pages: known.pages.map((page) => ({
              ...page,
              items: page.items.map((each) => (each.id === answered.id ? answered : each)),
            })),
          },
    );
    queries.setQueryData(['complaint', answered.id], answered);
    void queries.invalidateQueries({ queryKey: listKey, refetchType: 'none' });
  };
  return {
    show,
    query,
    list,
    complaints,
    chosen,
    /** The one that the address names, where the list does not show it. */
    lookedUp: named,
    member,
    memberFilter: values.member,
    named: values.complaint,
    set,
    keep,
  };
};

export type Complaints = ReturnType<typeof useComplaints>;

/** J and K go down and up the list, and do nothing while somebody types. */
export const useRowKeys = ({ complaints = [], named, set }: Complaints): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest('input, textarea, [role=dialog]')) return;
      // Where the keys are, whatever script is typed with them.
      const by = event.code === 'KeyJ' ? 1 : event.code === 'KeyK' ? -1 : 0;
      const at = complaints.findIndex(({ id }) => id === named);
      const next = complaints[at < 0 ? 0 : at + by];
      if (by === 0 || next === undefined) return;
      set({ complaint: next.id });
      document.querySelector<HTMLElement>(`[data-complaint="${next.id}"]`)?.focus();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
};
