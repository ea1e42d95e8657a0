import type { Reward } from '@vafa/client';
import { Gift } from 'lucide-react';
import { useClub } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import type { MemberCard } from '../desk/member-card.ts';
import { offersOf } from '../desk/offers.ts';
import { useDeskState } from '../desk/use-desk.ts';
import { apart, useTillSay } from '../say.ts';
import styles from './member-pane.module.css';

/** What a cashier can say to the member: the best reward that the points are enough for, and the next one. */
export const Offer = ({ card: { points } }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  const { language } = useClub();
  const { rewards } = useDeskState();
  if (points === undefined) return null;
  const { enough, next } = offersOf(rewards, points.available);
  if (enough === undefined && next === undefined) return null;
  const pointsOf = ({ price_points: price }: Pick<Reward, 'price_points'>, less = 0): string =>
    formatPoints(price - less, language);
  return (
    <section>
      <h3 className={styles.subhead}>{say('who.offer')}</h3>
      <ul className={styles.offers}>
        {enough !== undefined && (
          <li>
            <Icon of={Gift} size="sm" />
            <span>{say('who.offer-enough', { reward: apart(enough.name), points: pointsOf(enough) })}</span>
          </li>
        )}
        {next !== undefined && (
          <li data-later>
            <Icon of={Gift} size="sm" />
            <span>{say('who.offer-next', { reward: apart(next.name), points: pointsOf(next, points.available) })}</span>
          </li>
        )}
      </ul>
    </section>
  );
};

/** Units beside points that the member has something of. */
export const Credits = ({ card: { credits = [] } }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  const { language } = useClub();
  return credits.map(({ unit, available, decimals }) => (
    <div key={unit}>
      <dt>{unit === 'gift' ? say('who.gift') : <Ltr>{unit}</Ltr>}</dt>
      <dd>
        <Ltr>{formatNumber({ digits: available, scale: decimals }, language)}</Ltr>
      </dd>
    </div>
  ));
};
