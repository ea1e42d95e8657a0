import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { useReasonOf } from './say.ts';
import styles from './imports.module.css';

/** Rows by why they were not taken, the most frequent reason first. */
export const ByCode = ({ rows }: { readonly rows: Readonly<Record<string, number>> }) => {
  const reasonOf = useReasonOf();
  const { language } = useClub();
  const sorted = Object.entries(rows).sort(([, one], [, other]) => other - one);
  return (
    <ul className={styles.reasons}>
      {sorted.map(([code, count]) => (
        <li key={code}>
          <b>{reasonOf(code) ?? reasonOf('other')}</b>
          <span>{formatNumber(count, language)}</span>
        </li>
      ))}
    </ul>
  );
};
