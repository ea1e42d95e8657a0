import { Ticket, TicketCheck } from 'lucide-react';
import { useDays } from '../../kit/club-settings.tsx';
import { formatShortDay, lastMomentBefore } from '../../kit/formats/dates.ts';
import { Icon } from '../../kit/icon.tsx';
import { Key, Ltr } from '../../kit/marks.tsx';
import type { MemberCard } from '../desk/member-card.ts';
import { useDeskState } from '../desk/use-desk.ts';
import { useTillSay } from '../say.ts';
import styles from './member-pane.module.css';

const shownMost = 3;

/** What the member could use. Its code is on the member's own phone or paper; here stands its end. */
export const MemberVouchers = ({ card: { vouchers } }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  const { sale } = useDeskState();
  const days = useDays();
  if (vouchers === undefined) return null;
  const taken = new Set(sale.vouchers.map(({ redemptionId }) => redemptionId));
  return (
    <section>
      <h3 className={styles.subhead}>
        {say('who.vouchers')}
        {vouchers.length === 0 ? <span>{say('who.no-vouchers')}</span> : <Key>F4</Key>}
      </h3>
      <ul className={styles.vouchers}>
        {vouchers.slice(0, shownMost).map(({ redemption_id: id, reward_name: reward, code, expires_at: end }) => (
          <li key={id} data-on={taken.has(id) || undefined}>
            <Icon of={taken.has(id) ? TicketCheck : Ticket} />
            <span>
              <bdi>{reward}</bdi>
              <small>
                {taken.has(id) ? (
                  say('who.voucher-on')
                ) : (
                  <>
                    {end !== null &&
                      `${say('who.voucher-until', { day: formatShortDay(lastMomentBefore(end), days) })} · `}
                    <Ltr>{code.slice(-4)}</Ltr>
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
