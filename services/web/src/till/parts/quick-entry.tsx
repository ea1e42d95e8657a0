import { Delete } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useClub } from '../../kit/club-settings.tsx';
import { withDigits } from '../../kit/formats/numbers.ts';
import { numberInWords } from '../../kit/formats/in-words.ts';
import { Icon } from '../../kit/icon.tsx';
import { useDesk, useDeskState, useMoney } from '../desk/use-desk.ts';
import { useTillSay } from '../say.ts';
import { AmountField } from './amount-field.tsx';
import { Reasons } from './reasons.tsx';
import styles from './quick-entry.module.css';

const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '000', '0'] as const;

/** A pad for fingers. It types into the amount and leaves the focus where it is. */
const Pad = () => {
  const say = useTillSay();
  const desk = useDesk();
  const { language } = useClub();
  const type = (change: (amount: string) => string): void =>
    desk.change({
      amount: change(desk.get().sale.amount)
        .replace(/^0+(?=\d)/, '')
        .slice(0, 13),
    });
  return (
    <div className={styles.pad} dir="ltr" role="group" aria-label={say('sale.pad')}>
      {keys.map((key) => (
        <AriaButton
          key={key}
          excludeFromTabOrder
          preventFocusOnPress
          className={styles.key ?? ''}
          onPress={() => type((amount) => amount + key)}
        >
          {withDigits(key, language)}
        </AriaButton>
      ))}
      <AriaButton
        excludeFromTabOrder
        preventFocusOnPress
        className={styles.key ?? ''}
        aria-label={say('sale.delete')}
        onPress={() => type((amount) => amount.slice(0, -1))}
      >
        <Icon of={Delete} />
      </AriaButton>
    </div>
  );
};

/** One amount, and what it brings. */
export const QuickEntry = () => {
  const say = useTillSay();
  const desk = useDesk();
  const { sale } = useDeskState();
  const { language } = useClub();
  const { unit, exact } = useMoney();
  const { total } = desk.sums;
  const whole = /^\d+$/.test(sale.amount) ? BigInt(sale.amount) : 0n;
  return (
    <>
      <div className={styles.entry}>
        <span className={styles.label} aria-hidden>
          {say('sale.amount')}
        </span>
        <div className={styles.big}>
          <AmountField
            label={`${say('sale.amount')}, ${unit}`}
            value={sale.amount}
            onChange={(amount) => desk.change({ amount })}
            home="sale"
            className={styles.amount}
          />
          <span aria-hidden>{unit}</span>
        </div>
        <small className={styles.words}>
          {whole === 0n ? '\u00a0' : `${numberInWords(whole, language)} ${unit}`}
          {total > 0n && exact !== undefined && ` · ${exact(total)}`}
        </small>
      </div>
      <div className={styles.grid}>
        <Pad />
        <Reasons />
      </div>
    </>
  );
};
