import { ClockAlert, CloudAlert, CloudOff, RefreshCw, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../kit/button.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { Icon } from '../../kit/icon.tsx';
import { useDesk, useDeskState } from '../desk/use-desk.ts';
import { useNewer } from '../newer.ts';
import { useTillSay } from '../say.ts';
import styles from '../till.module.css';

interface NoticeProps {
  readonly tone?: 'bad' | 'info';
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly act?: ReactNode;
}

const Notice = ({ tone, icon, title, children, act }: NoticeProps) => (
  <div className={styles.notice} data-tone={tone} role="status">
    <Icon of={icon} />
    <span>
      <b>{title}</b> {children}
    </span>
    {act}
  </div>
);

const WrongClock = ({ aheadMs }: { readonly aheadMs: number }) => {
  const say = useTillSay();
  const days = useDays();
  const moment = (at: Date): string => `${formatDay(at, days)} ${formatTime(at, days)}`;
  const now = new Date();
  return (
    <Notice tone="bad" icon={ClockAlert} title={say('clock.title')}>
      {say('clock.text', { device: moment(now), club: moment(new Date(now.getTime() - aheadMs)) })}
    </Notice>
  );
};

/** What holds for the whole till, the gravest alone. A later version waits until no sale is at hand. */
export const Notices = ({ onShow }: { readonly onShow: () => void }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { isOnline, isKeyRefused, waiting, sale, clockAheadMs } = useDeskState();
  const isNewer = useNewer();
  const declined = waiting.filter(({ decline }) => decline !== undefined).length;
  const show = (
    <Button small onPress={onShow}>
      {say('offline.show')}
    </Button>
  );
  if (!isOnline)
    return (
      <Notice icon={CloudOff} title={say('offline.title')} act={waiting.length > 0 && show}>
        {say('offline.text', { count: waiting.length })}
        <small>{say('offline.limit')}</small>
      </Notice>
    );
  if (declined > 0)
    return (
      <Notice tone="bad" icon={TriangleAlert} title={say('declined.title', { count: declined })} act={show}>
        {say('declined.text')}
      </Notice>
    );
  if (waiting.length > 0 && !isKeyRefused)
    return (
      <Notice icon={CloudAlert} title={say('retried.title', { count: waiting.length })} act={show}>
        {say('retried.text')}
      </Notice>
    );
  if (clockAheadMs !== 0) return <WrongClock aheadMs={clockAheadMs} />;
  if (isNewer && desk.lines.length === 0 && sale.buyer === undefined)
    return (
      <Notice
        tone="info"
        icon={RefreshCw}
        title={say('newer.title')}
        act={
          <Button small onPress={() => location.reload()}>
            {say('newer.act')}
          </Button>
        }
      >
        {say('newer.text')}
      </Notice>
    );
  return null;
};
