import { useBrand } from '../brand-context.ts';
import styles from '../club.module.css';

/** The letters that stand for the club. */
export const Logo = ({ isLarge = false }: { readonly isLarge?: boolean }) => {
  const { logo_text: text, name } = useBrand();
  return (
    <span className={styles.logo} data-large={isLarge || undefined} aria-hidden>
      {text ?? [...name][0]}
    </span>
  );
};
