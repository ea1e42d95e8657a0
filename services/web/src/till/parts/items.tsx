import { Info, Sparkles, BadgePercent, ShoppingBasket, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr, SignedPoints } from '../../kit/marks.tsx';
import { Empty } from '../../kit/states.tsx';
import { useDesk, useDeskState, useMoney } from '../desk/use-desk.ts';
import { isGiven, reasonsOf } from '../sale/reasons.ts';
import { codeOf } from '../sale/item-typed.ts';
import { lineAmount, type SaleLine } from '../sale/sale.ts';
import { quantityShown } from '../sale/typed-amount.ts';
import { useTillSay } from '../say.ts';
import { ItemEntry } from './item-entry.tsx';
import { useReasonText } from './reasons.tsx';
import styles from './items.module.css';

const Line = ({ line, at, isNewest }: { line: SaleLine; at: number; isNewest: boolean }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { sale } = useDeskState();
  const { language } = useClub();
  const { number } = useMoney();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isNewest) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isNewest]);
  const sent = desk.lines[at];
  return (
    <li ref={row} className={styles.line} data-now={isNewest || undefined}>
      <span className={styles.no}>{withDigits(String(at + 1), language)}</span>
      <span className={styles.name} title={line.name}>
        <span>
          <bdi>{line.name}</bdi>
        </span>
        {codeOf(line.name) !== line.code && (
          <small>
            <Ltr>{line.code}</Ltr>
          </small>
        )}
      </span>
      <span className={styles.figure}>
        <Ltr>{sent === undefined ? line.quantity : quantityShown(String(sent.quantity), language)}</Ltr>
      </span>
      <span className={styles.figure} data-quiet>
        <Ltr>
          {sent === undefined ? '' : number(lineAmount({ ...sent, quantity: '1' }, desk.counting.currencyDigits))}
        </Ltr>
      </span>
      <b className={styles.figure}>
        <Ltr>{sent === undefined ? '' : number(lineAmount(sent, desk.counting.currencyDigits))}</Ltr>
      </b>
      <IconButton
        label={say('item.remove', { name: line.name })}
        onPress={() => desk.change({ lines: sale.lines.filter(({ id }) => id !== line.id) })}
      >
        <Icon of={X} size="sm" />
      </IconButton>
    </li>
  );
};

/** What promotions say of the basket, at the foot of its list. */
const Foot = () => {
  const textOf = useReasonText();
  const { judged, rules } = useDeskState();
  const { number } = useMoney();
  if (judged === undefined) return null;
  const reasons = reasonsOf(judged, rules).filter(({ kind }) => kind !== 'within-reach');
  if (reasons.length === 0) return null;
  return (
    <ul className={styles.foot}>
      {reasons.map((reason, at) => (
        <li key={at} data-kind={isGiven(reason) ? reason.kind : 'no'}>
          <Icon of={reason.kind === 'points' ? Sparkles : isGiven(reason) ? BadgePercent : Info} size="xs" />
          <span>{textOf(reason)}</span>
          {reason.kind === 'points' && (
            <b>
              <SignedPoints value={reason.points} />
            </b>
          )}
          {reason.kind === 'discount' && (
            <b>
              <Ltr>{number(-reason.amount)}</Ltr>
            </b>
          )}
        </li>
      ))}
    </ul>
  );
};

/** An invoice line by line: the list alone scrolls, and keeps the newest line in view. */
export const Items = () => {
  const say = useTillSay();
  const { sale } = useDeskState();
  const { unit } = useMoney();
  return (
    <>
      <ItemEntry />
      <div className={styles.lines}>
        <div className={styles.head} aria-hidden>
          <span />
          <span>{say('item.item')}</span>
          <span className={styles.figure}>{say('item.quantity')}</span>
          <span className={styles.figure}>{say('item.price')}</span>
          <span className={styles.figure}>{say('item.amount', { unit })}</span>
          <span />
        </div>
        {sale.lines.length === 0 ? (
          <Empty icon={ShoppingBasket} title={say('item.none')} text={say('item.none-text')} />
        ) : (
          <ol className={styles.list} tabIndex={0} aria-label={say('sale.pane')}>
            {sale.lines.map((line, at) => (
              <Line key={line.id} line={line} at={at} isNewest={at === sale.lines.length - 1} />
            ))}
          </ol>
        )}
        <Foot />
      </div>
    </>
  );
};
