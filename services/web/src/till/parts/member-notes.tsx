import { MessageCircleWarning } from 'lucide-react';
import { Icon } from '../../kit/icon.tsx';
import { Occasion } from '../../kit/occasion.tsx';
import type { MemberCard } from '../desk/member-card.ts';
import { useTillSay } from '../say.ts';
import styles from './member-notes.module.css';

/** What a cashier does well to know before saying anything: an occasion, and that a complaint waits for the club. */
export const MemberNotes = ({ card: { occasions = [], openComplaints = 0 } }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  if (occasions.length === 0 && openComplaints === 0) return null;
  return (
    <ul className={styles.notes} aria-label={say('who.notes')}>
      {occasions.map(({ kind, in_days: days }) => (
        <Occasion key={kind} kind={kind} days={days} />
      ))}
      {openComplaints > 0 && (
        <li data-tone="warn">
          <Icon of={MessageCircleWarning} size="sm" />
          <span>
            <b>{say('who.complaints', { count: openComplaints })}</b> {say('who.complaints-text')}
          </span>
        </li>
      )}
    </ul>
  );
};
