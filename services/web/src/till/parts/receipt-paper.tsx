import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Ltr } from '../../kit/marks.tsx';
import { Qr } from '../../kit/qr.tsx';
import { receiptText } from '../scan/scan-kind.ts';
import { useDeskState, useMoney } from '../desk/use-desk.ts';
import type { Receipt } from '../sale/paid-sale.ts';
import { quantityShown } from '../sale/typed-amount.ts';
import { useTillSay } from '../say.ts';
import styles from './receipt.module.css';

/** What goes onto 80 mm of paper; on the screen it looks as it will be printed. */
export const ReceiptPaper = ({ receipt }: { readonly receipt: Receipt }) => {
  const say = useTillSay();
  const { own, isPractice } = useDeskState();
  const { language } = useClub();
  const days = useDays();
  const { number, text, count } = useMoney();
  const at = new Date(receipt.at);
  const shown = (digits: string): string => withDigits(digits, language);
  return (
    <article className={styles.paper} data-theme="light">
      {isPractice && <p className={styles.practice}>{say('practice.receipt')}</p>}
      <h3>
        <bdi>{own.club.name}</bdi>
      </h3>
      <p className={styles.middle}>
        <bdi>{shown(receipt.place)}</bdi>
        {receipt.till !== undefined && ` · ${say('top.till', { till: shown(receipt.till) })}`}
      </p>
      <p className={styles.between}>
        <span>{formatDay(at, days)}</span>
        <span>{formatTime(at, days)}</span>
      </p>
      <p className={styles.between}>
        <span>{say('receipt.title')}</span>
        <Ltr>{shown(receipt.number)}</Ltr>
      </p>
      {receipt.buyer !== undefined && (
        <p className={styles.between}>
          <span>{say('receipt.member')}</span>
          <bdi>{receipt.buyer}</bdi>
        </p>
      )}
      <ul className={styles.lines}>
        {receipt.lines.map((line, each) => (
          <li key={each}>
            <span>
              <bdi>{line.name}</bdi>
              {line.quantity !== '1' && (
                <>
                  {' × '}
                  <Ltr>{quantityShown(line.quantity, language)}</Ltr>
                </>
              )}
            </span>
            <Ltr>{number(line.amount)}</Ltr>
          </li>
        ))}
      </ul>
      <p className={styles.between}>
        <span>{say('receipt.total')}</span>
        <Ltr>{number(receipt.total)}</Ltr>
      </p>
      {receipt.points > 0 && (
        <p className={styles.between}>
          <span>{say('receipt.points', { points: count(receipt.points) })}</span>
          <Ltr>{number(-BigInt(receipt.pointsPay))}</Ltr>
        </p>
      )}
      {receipt.vouchers.map((reward, each) => (
        <p key={each} className={styles.between}>
          <span>{say('key.voucher')}</span>
          <bdi>{reward}</bdi>
        </p>
      ))}
      <p className={styles.due}>
        <span>{say(receipt.way === 'card' ? 'receipt.by-card' : 'receipt.by-cash')}</span>
        <b>{text(receipt.toPay)}</b>
      </p>
      {receipt.earned === undefined ? (
        <p className={styles.middle}>{say('receipt.later')}</p>
      ) : (
        <p className={styles.between}>
          <span>{say('receipt.earned')}</span>
          <Ltr>{count(receipt.earned)}</Ltr>
        </p>
      )}
      <p className={isPractice ? styles.practice : styles.middle}>
        {say(isPractice ? 'practice.receipt' : 'receipt.thanks')}
      </p>
      <Qr text={receiptText(receipt.id)} label={say('receipt.scan')} className={styles.qr} />
    </article>
  );
};
