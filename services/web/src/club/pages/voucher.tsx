import { Ticket } from 'lucide-react';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatFullDay, lastMomentBefore } from '../../kit/formats/dates.ts';
import { Ltr } from '../../kit/marks.tsx';
import { Qr } from '../../kit/qr.tsx';
import { Empty } from '../../kit/states.tsx';
import styles from '../club.module.css';
import { Khatam } from '../parts/khatam.tsx';
import { Logo } from '../parts/logo.tsx';
import { Back, Ready, Since } from '../parts/parts.tsx';
import { useSay } from '../say.ts';
import { useVouchers, type Voucher } from '../seen.ts';

const Shown = ({ voucher }: { readonly voucher: Voucher }) => {
  const say = useSay();
  const days = useDays();
  const { name, language } = useClub();
  const { status, code, reward_name: reward, points, expires_at: ends, used_at: used } = voucher;
  return (
    <>
      <article className={styles.pass}>
        <Khatam />
        <div className={styles.passHead}>
          <span>
            <Logo />
            <b className={styles.passName}>
              <bdi>{name}</bdi>
            </b>
          </span>
        </div>
        <h1 className={styles.question}>
          <bdi>{reward}</bdi>
        </h1>
        {status === 'issued' && (
          <div className={styles.qrBox}>
            <Qr text={code} label={say('voucher.qr')} className={styles.qr} />
          </div>
        )}
        <p className={styles.passId}>
          <Ltr>{code}</Ltr>
        </p>
      </article>
      <section className={styles.tile}>
        <b>{say(`voucher.${status}`)}</b>
        <p className={styles.soft}>
          {status === 'issued' &&
            (ends === null
              ? say('voucher.for-ever')
              : say('voucher.until', { day: formatFullDay(lastMomentBefore(ends), days) }))}
          {status === 'used' && used !== null && say('voucher.used-on', { day: formatFullDay(new Date(used), days) })}
          {status === 'expired' &&
            ends !== null &&
            say('voucher.ended-on', { day: formatFullDay(lastMomentBefore(ends), days) })}
          {status === 'cancelled' && say('voucher.points-back')}
        </p>
        <p className={styles.note}>{say('voucher.paid', { points: formatPoints(points, language) })}</p>
      </section>
    </>
  );
};

/** A voucher as it is shown at the till; it is there without network too. */
export const VoucherPage = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const vouchers = useVouchers();
  return (
    <>
      <Back to="rewards" />
      <Since of={vouchers} />
      <Ready of={vouchers} what={say('voucher.failed')} isAlone>
        {(all) => {
          const voucher = all.find(({ redemption_id: each }) => each === id);
          return voucher ? (
            <Shown voucher={voucher} />
          ) : (
            <section className={styles.tile}>
              <h1 className={styles.hidden}>{say('voucher.missing')}</h1>
              <Empty icon={Ticket} title={say('voucher.missing')} text={say('voucher.missing-text')} />
            </section>
          );
        }}
      </Ready>
    </>
  );
};
