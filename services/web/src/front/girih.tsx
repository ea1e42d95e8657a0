import styles from './front.module.css';

/** The pattern behind the motto: the squares of the mark, repeated and joined. */
export const Girih = () => (
  <svg className={styles.girih} viewBox="0 0 600 800" preserveAspectRatio="xMidYMid slice" aria-hidden>
    <defs>
      <pattern id="girih" width="120" height="120" patternUnits="userSpaceOnUse">
        <g fill="none" stroke="currentColor" strokeWidth="1.4">
          <rect x="30" y="30" width="60" height="60" rx="3" />
          <rect x="30" y="30" width="60" height="60" rx="3" transform="rotate(45 60 60)" />
          <rect x="44" y="44" width="32" height="32" rx="2" />
          <rect x="44" y="44" width="32" height="32" rx="2" transform="rotate(45 60 60)" />
          <path d="M0 60H17.6M102.4 60H120M60 0V17.6M60 102.4V120M0 0L30 30M120 0L90 30M0 120L30 90M120 120L90 90" />
        </g>
      </pattern>
    </defs>
    <rect width="600" height="800" fill="url(#girih)" />
  </svg>
);
