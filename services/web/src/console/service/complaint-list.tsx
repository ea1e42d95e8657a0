import type { Complaint } from '@vafa/client';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useDays } from '../../kit/club-settings.tsx';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Icon } from '../../kit/icon.tsx';
import { Clock } from './clock.tsx';
import { useServiceSay } from './say.ts';
import styles from './service.module.css';

interface ComplaintListProps {
  readonly complaints: readonly Complaint[];
  readonly chosen: string;
  readonly now: Date;
}

/** Complaints with their clocks. Who complained is shown once one is opened: looking at members is noted. */
export const ComplaintList = ({ complaints, chosen, now }: ComplaintListProps) => {
  const say = useServiceSay();
  const days = useDays();
  return (
    <ul className={styles.items}>
      {complaints.map((complaint) => {
        const { id, subject, text, status, opened_at: opened } = complaint;
        return (
          <li key={id}>
            <Link
              to="."
              search={(search: Readonly<Record<string, unknown>>) => ({ ...search, complaint: id })}
              aria-current={id === chosen ? 'true' : undefined}
              data-complaint={id}
            >
              <b>
                <bdi>{subject}</bdi>
              </b>
              <span className={styles.second}>
                <small>
                  <bdi>{text}</bdi>
                </small>
                {status === 'open' ? (
                  <Clock complaint={complaint} now={now} />
                ) : (
                  <span className={styles.clock}>
                    {status === 'closed' && <Icon of={Check} size="xs" />}
                    {status === 'closed' ? say('service.closed') : formatRelative(new Date(opened), now, days)}
                  </span>
                )}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
};
