import styles from '../club.module.css';

const Star = ({ at, size }: { readonly at: string; readonly size: number }) => (
  <g transform={`translate(${at})`}>
    {[size, size * 2].flatMap((half) =>
      [0, 45].map((turn) => (
        <rect
          key={`${String(half)} ${String(turn)}`}
          x={-half}
          y={-half}
          width={half * 2}
          height={half * 2}
          rx={half / 5}
          transform={`rotate(${String(turn)})`}
        />
      )),
    )}
  </g>
);

/** The pattern of the pass. */
export const Khatam = () => (
  <svg className={styles.khatam} viewBox="0 0 200 200" aria-hidden>
    <g fill="none" stroke="currentColor" strokeWidth="1.2">
      <Star at="150 40" size={29} />
      <Star at="30 165" size={22} />
    </g>
  </svg>
);
