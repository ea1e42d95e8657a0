import type { ReactNode } from 'react';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { useConsoleSay } from '../words/say.ts';
import type { Window } from './use-window.ts';
import styles from './list-table.module.css';

/** Above rows that others stand before. */
export const WindowHead = ({ of }: { readonly of: Window<unknown> }) => {
  const say = useConsoleSay();
  if (of.earlier === undefined) return null;
  return (
    <div className={styles.before}>
      <Button small onPress={of.earlier}>
        {say('list.before')}
      </Button>
    </div>
  );
};

interface WindowFootProps {
  readonly of: Window<unknown>;
  readonly isReading: boolean;
  /** Of the button, where it is not simply more. */
  readonly name?: string;
  readonly children?: ReactNode;
}

/** Below the rows: which of them stand there, and the way on. */
export const WindowFoot = ({ of, isReading, name, children }: WindowFootProps) => {
  const say = useConsoleSay();
  const { language } = useClub();
  const isPart = of.earlier !== undefined;
  if (of.later === undefined && !isPart && children === undefined) return null;
  const number = (value: number): string => formatNumber(value, language);
  return (
    <div className={styles.more}>
      {of.later !== undefined && (
        <Button small onPress={of.later} busy={isReading ? say('list.reading') : undefined}>
          {name ?? say('list.more')}
        </Button>
      )}
      {isPart && (
        <p role="status">{say('list.range', { first: number(of.range.first + 1), last: number(of.range.end) })}</p>
      )}
      {children}
    </div>
  );
};
