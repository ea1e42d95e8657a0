import { Copy, FilterX, RotateCw, Unplug, WifiOff, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { VisuallyHidden } from 'react-aria-components';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Ltr } from './marks.tsx';
import { useSay } from './say.ts';
import { tellDone } from './toast.tsx';
import styles from './states.module.css';

interface StateProps {
  readonly icon: LucideIcon;
  readonly tone?: 'brand' | 'bad';
  readonly title: string;
  readonly children: ReactNode;
  readonly acts?: ReactNode;
}

const State = ({ icon, tone, title, children, acts }: StateProps) => (
  <div className={styles.state}>
    <span className={styles.picture} data-tone={tone}>
      <Icon of={icon} />
    </span>
    <b>{title}</b>
    <p>{children}</p>
    {acts !== undefined && <div className={styles.acts}>{acts}</div>}
  </div>
);

interface EmptyProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What it is for, in one line. */
  readonly text: string;
  /** One act, one template. */
  readonly acts?: ReactNode;
}

/** Nothing is there yet. */
export const Empty = ({ text, ...given }: EmptyProps) => (
  <State {...given} tone="brand">
    {text}
  </State>
);

/** Nothing matches; the filters are repeated in words. */
export const FilteredEmpty = ({ filters, onClear }: { readonly filters: string; readonly onClear: () => void }) => {
  const say = useSay();
  return (
    <State
      icon={FilterX}
      title={say('state.filtered')}
      acts={
        <Button small onPress={onClear}>
          {say('state.clear-filters')}
        </Button>
      }
    >
      {filters}
    </State>
  );
};

/** Why something failed, as far as it is known; see `api/failures.ts`. */
export interface Failure {
  readonly cause: string;
  readonly isOffline: boolean;
  /** Finds the request in the log of the club. */
  readonly traceId?: string | undefined;
}

/** Something could not be read: what, why, and what to do. Never a bare code. */
export const Failed = ({ what, failure, onRetry }: { what: string; failure: Failure; onRetry: () => void }) => {
  const say = useSay();
  const { cause, isOffline, traceId } = failure;
  const copy = (id: string): void => void navigator.clipboard.writeText(id).then(() => tellDone(say('state.copied')));
  const acts = (
    <>
      <Button small onPress={onRetry}>
        <Icon of={RotateCw} size="sm" />
        {say('state.retry')}
      </Button>
      {traceId !== undefined && (
        <Button small kind="quiet" onPress={() => copy(traceId)}>
          <Icon of={Copy} size="sm" />
          {say('state.copy-id')}
        </Button>
      )}
    </>
  );
  return (
    <State icon={isOffline ? WifiOff : Unplug} tone="bad" title={what} acts={acts}>
      {cause}
      {traceId !== undefined && (
        <>
          {' '}
          {say('state.trace')}{' '}
          <span className={styles.trace}>
            <Ltr>{traceId}</Ltr>
          </span>
        </>
      )}
    </State>
  );
};

const widths = ['40%', '100%', '86%', '100%', '64%'];

/** It is on its way: bones in the shape of what comes. */
export const Loading = ({ lines = 5 }: { readonly lines?: number }) => {
  const say = useSay();
  return (
    <div className={styles.loading} role="status">
      <VisuallyHidden>{say('state.loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className={styles.bone} style={{ inlineSize: widths[at % widths.length] }} aria-hidden />
      ))}
    </div>
  );
};
