import { Check } from 'lucide-react';
import { Icon } from '../../kit/icon.tsx';
import { useSetupSay } from './say.ts';
import styles from './setup.module.css';

/** An answer that was sent already: it is read, not written. */
export const Settled = ({ what }: { readonly what: string }) => {
  const say = useSetupSay();
  return (
    <p className={styles.settled}>
      <Icon of={Check} size="sm" />
      <span>
        <bdi>{what}</bdi>
        <small>{say('setup.settled')}</small>
      </span>
    </p>
  );
};
