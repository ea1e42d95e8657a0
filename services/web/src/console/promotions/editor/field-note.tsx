import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../../../kit/icon.tsx';
import styles from './editor.module.css';

/** What is wrong with a part that has no place for it of its own. */
export const FieldNote = ({
  error,
  children,
}: {
  readonly error: string | undefined;
  readonly children?: ReactNode;
}) => (
  <div className={styles.noted}>
    {children}
    {error !== undefined && (
      <p className={styles.wrong} data-flaw>
        <Icon of={CircleAlert} size="xs" />
        {error}
      </p>
    )}
  </div>
);
