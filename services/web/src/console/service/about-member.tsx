import type { Complaint, Member } from '@vafa/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { initialsOf } from '../../kit/formats/initials.ts';
import { formatCard, formatPhone } from '../../kit/formats/identities.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Avatar, Ltr } from '../../kit/marks.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useServiceSay } from './say.ts';
import styles from './service.module.css';

const dash = '–';

interface AboutMemberProps {
  readonly complaint: Complaint;
  readonly member: Member | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Who complains, and about which sale. */
export const AboutMember = ({ complaint, member, error, onRetry }: AboutMemberProps) => {
  const say = useServiceSay();
  const may = useMay();
  const days = useDays();
  const { language } = useClub();
  const { member_id: memberId, sale_id: saleId } = complaint;
  const { data: accounts } = useQuery({
    queryKey: ['accounts', memberId],
    enabled: may('getMemberAccounts'),
    queryFn: () => api.call('getMemberAccounts', { path: { member_id: memberId } }),
  });
  const points = accounts?.items.find(({ unit }) => unit === 'points')?.available;
  if (member === undefined)
    return (
      <aside className={styles.about} aria-label={say('about.label')}>
        {error === null ? (
          <Loading />
        ) : (
          <Failed what={say('about.failed')} failure={failureOf(error, say)} onRetry={onRetry} />
        )}
      </aside>
    );
  const { name, phone, card, member_since: since } = member;
  const shown = (text: string | null, format: typeof formatPhone) =>
    text === null || text === '' ? dash : <Ltr>{format(text, language)}</Ltr>;
  return (
    <aside className={styles.about} aria-label={say('about.label')}>
      <div className={styles.who}>
        <Avatar initials={initialsOf(name ?? '')} />
        <b>
          <bdi>{name || dash}</bdi>
        </b>
      </div>
      <KeyValues
        rows={[
          [say('about.points'), points === undefined ? dash : formatNumber(BigInt(points), language)],
          [say('about.phone'), shown(phone, formatPhone)],
          [say('about.card'), shown(card, formatCard)],
          [say('about.since'), since === null ? dash : formatDay(new Date(since), days)],
        ]}
      />
      <p className={styles.links}>
        <Link to={`/members/${memberId}`}>{say('about.open-member')}</Link>
        <Link to="/service" search={{ member: memberId, show: 'all' }}>
          {say('about.others')}
        </Link>
      </p>
      <hr />
      <h3>{say('about.sale')}</h3>
      {saleId === null ? (
        <p className={styles.hint}>{say('about.no-sale')}</p>
      ) : (
        <p className={styles.id}>
          <Ltr>{saleId}</Ltr>
        </p>
      )}
    </aside>
  );
};
