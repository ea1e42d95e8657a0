import { Cake, MessageCircleWarning, PartyPopper, type LucideIcon } from 'lucide-react';
import { Icon } from '../../kit/icon.tsx';
import type { MemberCard } from '../desk/member-card.ts';
import { useTillSay, type TillSay } from '../say.ts';
import styles from './member-notes.module.css';

type Occasion = NonNullable<MemberCard['occasions']>[number];

const icons: Readonly<Record<Occasion['kind'], LucideIcon>> = { birthday: Cake, joining: PartyPopper };

const occasionText = (say: TillSay, { kind, in_days: days }: Occasion): string =>
  days < 0 ? say(`who.${kind}-ago`, { days: -days }) : say(`who.${kind}-in`, { days });

/** What a cashier does well to know before saying anything: an occasion, and that a complaint waits for the club. */
export const MemberNotes = ({ card: { occasions = [], openComplaints = 0 } }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  if (occasions.length === 0 && openComplaints === 0) return null;
  return (
    <ul className={styles.notes} aria-label={say('who.notes')}>
      {occasions.map((occasion) => (
        <li key={occasion.kind} data-now={occasion.in_days === 0 || undefined}>
          <Icon of={icons[occasion.kind]} size="sm" />
          <span>{occasionText(say, occasion)}</span>
        </li>
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
