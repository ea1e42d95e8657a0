import { Info, Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { Button as AriaButton, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { plainDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Key, Ltr } from '../../kit/marks.tsx';
import { useDesk, useDeskState, useMoney } from '../desk/use-desk.ts';
import { useTillSay } from '../say.ts';
import type { TillWordId } from '../words-en.ts';
import styles from './burn.module.css';

/** A step of one, ten, a hundred …: some ten of them lead from nothing to all. */
const stepOf = (most: number): number => 10 ** Math.max(0, Math.floor(Math.log10(Math.max(most, 1))) - 1);

const useWhyNot = (): TillWordId | undefined => {
  const desk = useDesk();
  const { card, isOnline, sale } = useDeskState();
  if (desk.counting.pointValue === 0) return 'pay.burn-worthless';
  if (!isOnline) return 'pay.burn-offline';
  if (sale.buyer === undefined || card?.points === undefined) return 'pay.burn-nobody';
  return card.points.available <= 0 ? 'pay.burn-none' : undefined;
};

const Stepper = ({ points, most }: { readonly points: number; readonly most: number }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { count } = useMoney();
  const step = stepOf(most);
  const set = (next: number): void => desk.change({ points: Math.max(0, Math.min(most, Math.trunc(next))) });
  return (
    <div className={styles.stepper}>
      <AriaButton
        aria-label={say('pay.less', { count: count(step) })}
        isDisabled={points === 0}
        onPress={() => set(points - step)}
      >
        <Icon of={Minus} size="sm" />
      </AriaButton>
      <input
        data-home="points"
        role="spinbutton"
        aria-label={say('pay.burn-field')}
        aria-valuenow={points}
        aria-valuemin={0}
        aria-valuemax={most}
        aria-valuetext={count(points)}
        inputMode="numeric"
        autoComplete="off"
        value={count(points)}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => set(Number(plainDigits(target.value).replace(/\D/g, '').slice(0, 12)))}
        onKeyDown={(event) => {
          const turned = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -step : 0;
          if (turned === 0) return;
          event.preventDefault();
          set(points + turned);
        }}
      />
      <AriaButton
        aria-label={say('pay.more', { count: count(step) })}
        isDisabled={points >= most}
        onPress={() => set(points + step)}
      >
        <Icon of={Plus} size="sm" />
      </AriaButton>
    </div>
  );
};

/** How many points the member wants to pay with. */
export const Burn = () => {
  const say = useTillSay();
  const desk = useDesk();
  const { language } = useClub();
  const { number, count } = useMoney();
  const whyNot = useWhyNot();
  const id = useId();
  const { points, pay, most } = desk.sums;
  if (whyNot !== undefined)
    return (
      <p className={styles.note}>
        <Icon of={Info} size="sm" />
        {say(whyNot)}
      </p>
    );
  return (
    <section className={styles.burn} aria-labelledby={id}>
      <div className={styles.head}>
        <span id={id}>
          {say('pay.burn')} <Key>F6</Key>
        </span>
        {points > 0 ? (
          <b>
            <Ltr>{number(-pay)}</Ltr>
          </b>
        ) : (
          <span className={styles.most}>{say('pay.burn-most', { points: formatPoints(most, language) })}</span>
        )}
      </div>
      <Slider
        aria-label={say('pay.burn-field')}
        minValue={0}
        maxValue={Math.max(most, 1)}
        step={1}
        isDisabled={most === 0}
        value={points}
        onChange={(next) => desk.change({ points: Math.min(most, next) })}
        className={styles.slider ?? ''}
      >
        <SliderTrack className={styles.track ?? ''}>
          <span className={styles.fill} style={{ inlineSize: `${String(most === 0 ? 0 : (points / most) * 100)}%` }} />
          <SliderThumb className={styles.thumb ?? ''} />
        </SliderTrack>
      </Slider>
      <div className={styles.row}>
        <Stepper points={points} most={most} />
        <Button isDisabled={most === 0} onPress={() => desk.change({ points: most })}>
          {say('pay.all', { count: count(most) })}
        </Button>
      </div>
    </section>
  );
};
