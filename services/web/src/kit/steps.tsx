import { Check } from 'lucide-react';
import { useClub } from './club-settings.tsx';
import { formatNumber } from './formats/numbers.ts';
import { Icon } from './icon.tsx';
import styles from './steps.module.css';

interface StepsProps {
  readonly label: string;
  readonly names: readonly string[];
  /** Which one it is at, from 0; beyond the last: all are done. */
  readonly at: number;
}

/** How far work of a few steps has come. */
export const Steps = ({ label, names, at }: StepsProps) => {
  const { language } = useClub();
  return (
    <ol className={styles.steps} aria-label={label}>
      {names.map((name, place) => (
        <li
          key={name}
          data-state={place < at ? 'done' : place === at ? 'now' : undefined}
          aria-current={place === at ? 'step' : undefined}
        >
          <span className={styles.number}>
            {place < at ? <Icon of={Check} size="xs" /> : formatNumber(place + 1, language)}
          </span>
          <span className={styles.name}>{name}</span>
        </li>
      ))}
    </ol>
  );
};
