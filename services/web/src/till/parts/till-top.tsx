import { minuteMs } from '../../kit/formats/spans.ts';
import { CircleHelp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { VafaMark } from '../../kit/brand.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatFullDay, formatTime } from '../../kit/formats/dates.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Key } from '../../kit/marks.tsx';
import { Segments } from '../../kit/segments.tsx';
import { useDesk, useDeskState } from '../desk/use-desk.ts';
import type { SaleKind } from '../sale/sale.ts';
import { PracticeSwitch } from '../practice/practice-bar.tsx';
import { useTillSay } from '../say.ts';
import styles from '../till.module.css';

/** The time, told anew with each minute. */
const useNow = (): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), minuteMs - (Date.now() % minuteMs));
    return () => clearTimeout(timer);
  }, [now]);
  return now;
};

/** Where the till stands, what is sold how, and whether the club is reached. */
export const TillTop = ({ onHelp }: { readonly onHelp: () => void }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { own, sale, isOnline, waiting } = useDeskState();
  const { name, language } = useClub();
  const days = useDays();
  const now = useNow();
  return (
    <header className={styles.top}>
      <div className={styles.where}>
        <VafaMark size={26} />
        <span>
          <b>
            <bdi>{own.branch.name}</bdi>
          </b>
          <small>
            {say('top.till', { till: withDigits(own.till, language) })} · <bdi>{name}</bdi>
          </small>
        </span>
      </div>
      <Segments
        label={say('top.kind')}
        options={[
          { id: 'items', name: say('top.items') },
          { id: 'quick', name: say('top.quick') },
        ]}
        value={sale.kind}
        onChoose={(kind) => desk.change({ kind: kind as SaleKind })}
      />
      <div className={styles.topEnd}>
        <span className={styles.state} role="status">
          <span className={styles.dot} data-off={isOnline ? undefined : true} aria-hidden />
          {say(isOnline ? 'top.online' : 'top.offline')}
          {waiting.length > 0 && ` · ${say('top.queued', { count: waiting.length })}`}
        </span>
        <span className={styles.date}>{formatFullDay(now, days)}</span>
        <b className={styles.clock}>{formatTime(now, days)}</b>
        <span className={styles.practise}>
          <PracticeSwitch />
        </span>
        <AriaButton className={styles.help ?? ''} aria-label={say('top.help')} onPress={onHelp}>
          <Icon of={CircleHelp} />
          <Key>?</Key>
        </AriaButton>
      </div>
    </header>
  );
};
