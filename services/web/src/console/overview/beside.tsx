import { Link } from '@tanstack/react-router';
import { BadgeCheck, CircleCheck, CloudAlert, MessageCircleWarning, Store, type LucideIcon } from 'lucide-react';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatLargeMoney } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge, Ltr } from '../../kit/marks.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useWaiting } from '../approvals/use-waiting.ts';
import { useList } from '../parts/use-list.ts';
import { usePlaces } from '../shell/sections.ts';
import { useConsoleSay } from '../words/say.ts';
import type { Overview } from './use-overview.ts';
import styles from './overview.module.css';

interface Need {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly tone: 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  /** Where it is done, as far as the console has the page. */
  readonly to: string | undefined;
  readonly search?: Readonly<Record<string, string>>;
}

/** What waits for a person. */
export const Needs = ({ data: { summary } }: { readonly data: Overview }) => {
  const say = useConsoleSay();
  const may = useMay();
  const { language } = useClub();
  const places = usePlaces();
  const pageOf = (operation: string): string | undefined =>
    places.find(({ asks, shown }) => asks === operation && shown === 'tab')?.path;
  const complaints = useList('listComplaints', { query: { status: 'open' } }, may('listComplaints'));
  const waiting = useWaiting();
  const open = complaints.items?.length ?? 0;
  const needs: readonly Need[] = [
    ...(summary.members + summary.sales > 0 || !may('createClub')
      ? []
      : [
          {
            id: 'begin',
            icon: Store,
            tone: 'warn' as const,
            title: say('needs.begin'),
            text: say('needs.begin-text'),
            to: '/setup',
          },
        ]),
    ...(waiting === 0
      ? []
      : [
          {
            id: 'approvals',
            icon: BadgeCheck,
            tone: 'warn' as const,
            title: say('needs.approvals', { count: formatNumber(waiting, language) }),
            text: say('needs.approvals-text'),
            to: pageOf('listApprovals'),
          },
        ]),
    ...(open === 0
      ? []
      : [
          {
            id: 'complaints',
            icon: MessageCircleWarning,
            tone: 'bad' as const,
            title: say('needs.complaints', { count: formatNumber(open, language) }),
            text: say('needs.complaints-text'),
            to: pageOf('listComplaints'),
            ...(complaints.items?.length === 1 && { search: { complaint: complaints.items[0]?.id ?? '' } }),
          },
        ]),
    ...(summary.exceptions === 0
      ? []
      : [
          {
            id: 'exceptions',
            icon: CloudAlert,
            tone: 'warn' as const,
            title: say('needs.exceptions', { count: formatNumber(summary.exceptions, language) }),
            text: say('needs.exceptions-text'),
            to: pageOf('listTasks'),
          },
        ]),
  ];
  return (
    <Card
      title={say('needs.title')}
      aside={needs.length > 0 && <Badge>{formatNumber(needs.length, language)}</Badge>}
      isBare
    >
      <ul className={styles.feed}>
        {needs.length === 0 && (
          <li>
            <span className={styles.picture} data-tone="good">
              <Icon of={CircleCheck} size="sm" />
            </span>
            <span>
              <b>{say('needs.none')}</b>
              <small>{say('needs.none-text')}</small>
            </span>
          </li>
        )}
        {needs.map(({ id, icon, tone, title, text, to, search = {} }) => (
          <li key={id}>
            <span className={styles.picture} data-tone={tone}>
              <Icon of={icon} size="sm" />
            </span>
            <span>
              <b>{title}</b>
              <small>{text}</small>
            </span>
            {to !== undefined && (
              <Link to={to} search={search}>
                {say('needs.open')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** What the points that are outstanding cost the club. */
export const Liability = ({ data: { summary } }: { readonly data: Overview }) => {
  const say = useConsoleSay();
  const { language, money } = useClub();
  const { number, unit } = formatLargeMoney(summary.liability, money, language);
  const count = (value: number | string): string => formatNumber(BigInt(value), language);
  const rows = [
    ['overview.accrued', summary.points_accrued],
    ['overview.burned', summary.points_burned],
    ['overview.taken-back', summary.points_taken_back],
    ['overview.expired', summary.points_expired],
    ['overview.adjusted', summary.points_adjusted],
  ] as const;
  return (
    <Card title={say('overview.liability')}>
      <p className={styles.value}>
        {number} <small>{unit}</small>
      </p>
      <p className={styles.hint}>{say('overview.liability-more', { count: count(summary.points_outstanding) })}</p>
      <dl className={styles.rows}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>
              <Ltr>{count(value)}</Ltr>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
};
