import { useClub } from './club-settings.tsx';
import styles from './brand.module.css';

/** The mark of Vafa: two squares, one turned. */
export const VafaMark = ({ size = 28 }: { readonly size?: number }) => (
  <svg
    className={styles.mark}
    width={size}
    height={size}
    viewBox="0 0 32 32"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.6"
    aria-hidden
  >
    <rect x="7" y="7" width="18" height="18" rx="3.2" />
    <rect x="7" y="7" width="18" height="18" rx="3.2" transform="rotate(45 16 16)" />
    <circle cx="16" cy="16" r="3.1" fill="currentColor" stroke="none" />
  </svg>
);

/** The club's logo, or the first letter of its name on its colour. The name stands beside it. */
export const ClubMark = () => {
  const { name, logo } = useClub();
  const nameless = name.replace(/^باشگاه\s+/, '');
  return (
    <span className={styles.club} aria-hidden>
      {logo === undefined ? [...nameless][0] : <img src={logo} alt="" />}
    </span>
  );
};
