import { dayMs } from '../../kit/formats/spans.ts';
import { useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '@vafa/client';
import { api } from '../../api/client.ts';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { dayAfter, daysUpTo, localTime, type Hour } from './sales-days.ts';

/** Days that the figures are of. */
export type Span = 1 | 7 | 30;

export interface Overview {
  readonly span: Span;
  readonly summary: AnswerOf<'getSummary'>;
  /** Of the club's own calendar, the last is today. */
  readonly days: readonly string[];
  readonly hours: readonly Hour[];
  /** What the figures are compared with: as long a time before, of today the same hours a week ago. */
  readonly before: readonly Hour[];
  /** The last thirty days, which the charts show whatever the span is. */
  readonly month: { readonly days: readonly string[]; readonly hours: readonly Hour[] };
}

const monthDays = 30;
const weekDays = 7;
/** So many days hold two months and a day of another clock. */
const readDays = 2 * monthDays + 2;
const freshMs = 60_000;

const within = (hours: readonly Hour[], days: readonly string[]): readonly Hour[] =>
  hours.filter(({ day }) => days.includes(day));

/** Figures of the last days beside those before, read anew each minute. */
export const useOverview = (span: Span) => {
  const { club } = useSignedIn();
  const summary = useQuery({
    queryKey: ['summary'],
    queryFn: () => api.call('getSummary'),
    refetchInterval: freshMs,
  });
  const sold = useQuery({
    queryKey: ['summary', 'hours'],
    queryFn: async () => {
      const now = new Date();
      const query = {
        from: new Date(now.getTime() - readDays * dayMs).toISOString(),
        to: new Date(now.getTime() + dayMs).toISOString(),
      };
      return { now, hours: (await api.call('getSalesByHour', { query })).hours };
    },
    refetchInterval: freshMs,
  });
  const error = summary.error ?? sold.error;
  const retry = (): void => {
    void summary.refetch();
    void sold.refetch();
  };
  if (summary.data === undefined || sold.data === undefined) return { error, retry, data: undefined };
  const { now, hours } = sold.data;
  const today = localTime(now, club.time_zone);
  const days = daysUpTo(today.day, span);
  const month = daysUpTo(today.day, monthDays);
  const weekAgo = dayAfter(today.day, -weekDays);
  const data: Overview = {
    span,
    summary: summary.data,
    days,
    hours: within(hours, days),
    before:
      span === 1
        ? hours.filter(({ day, hour }) => day === weekAgo && hour <= today.hour)
        : within(hours, daysUpTo(dayAfter(today.day, -span), span)),
    month: { days: month, hours: within(hours, month) },
  };
  return { error: null, retry, data };
};
