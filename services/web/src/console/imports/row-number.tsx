import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { useImportsSay } from './say.ts';
import styles from './imports.module.css';

/** The place of a row in its file; on a phone it is the name of the row and says so. */
export const RowNumber = ({ row }: { readonly row: number }) => {
  const say = useImportsSay();
  return (
    <span className={styles.rowNumber} data-word={say('mend.row')}>
      {formatNumber(row, useClub().language)}
    </span>
  );
};
