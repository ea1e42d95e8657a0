import { dayMs } from '../../kit/formats/spans.ts';
import { NotReachable } from '@vafa/client';
import { ArrowRight, Unplug, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { failureOf } from '../../api/failures.ts';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatRelative } from '../../kit/formats/relative.ts';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatTime } from '../../kit/formats/dates.ts';
import { Icon } from '../../kit/icon.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import styles from '../club.module.css';
import { goBack } from '../place.ts';
import { useSay } from '../say.ts';
import type { Seen } from '../seen.ts';

/** The head of a page, with what stands at its end. */
export const Title = ({ children, aside }: { readonly children: ReactNode; readonly aside?: ReactNode }) => (
  <header className={styles.title}>
    <h1>{children}</h1>
    {aside}
  </header>
);

/** The way back from a page that shows one thing. */
export const Back = ({ to, aside }: { readonly to: string; readonly aside?: ReactNode }) => {
  const say = useSay();
  return (
    <header className={styles.title}>
      <Button className={styles.round ?? ''} aria-label={say('club.back')} onPress={() => goBack(to)}>
        <span className={styles.back}>
          <Icon of={ArrowRight} />
        </span>
      </Button>
      {aside}
    </header>
  );
};

/** Points as a saffron mark. */
export const PointsMark = ({ points, isBig = false }: { readonly points: number; readonly isBig?: boolean }) => {
  const { language } = useClub();
  return (
    <span className={styles.points} data-big={isBig || undefined}>
      {formatPoints(points, language)}
    </span>
  );
};

/** Says since when what is shown was not read anew, why, and reads it again on demand. */
export const Since = ({
  of: { since, error, refetch },
}: {
  readonly of: Pick<Seen<unknown>, 'since' | 'error' | 'refetch'>;
}) => {
  const say = useSay();
  const days = useDays();
  if (since === undefined) return null;
  const now = new Date();
  const isToday = now.getTime() - since.getTime() < dayMs;
  const time = isToday ? formatTime(since, days) : formatRelative(since, now, days);
  const isOffline = error instanceof NotReachable;
  return (
    <div className={styles.since} role="status">
      <Icon of={isOffline ? WifiOff : Unplug} size="sm" />
      <span className={styles.grow}>{say(isOffline ? 'club.offline' : 'club.stale', { time })}</span>
      <Button className={styles.again ?? ''} onPress={() => void refetch()}>
        {say('state.retry')}
      </Button>
    </div>
  );
};

interface ReadyProps<T> {
  readonly of: Seen<T>;
  /** What could not be read. */
  readonly what: string;
  readonly lines?: number;
  /** The page's heading comes with what is read: until then the failure is the heading. */
  readonly isAlone?: boolean;
  readonly children: (data: T) => ReactNode;
}

/** What was read, or that it is on its way, or why it did not come. */
export const Ready = <T,>({ of: { data, error, refetch }, what, lines = 4, isAlone, children }: ReadyProps<T>) => {
  const say = useSay();
  if (data !== undefined) return children(data);
  if (error)
    return (
      <section className={styles.tile}>
        {isAlone === true && <h1 className={styles.hidden}>{what}</h1>}
        <Failed what={what} failure={failureOf(error, say)} onRetry={() => void refetch()} />
      </section>
    );
  return <Loading lines={lines} />;
};
