import type { ReactNode } from 'react';
import { Meter as AriaMeter } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { useClub } from './club-settings.tsx';
import { formatSignedPoints } from './formats/counts.ts';
import { formatLargeMoney, formatMoney, type Money } from './formats/money.ts';
import { formatSigned } from './formats/numbers.ts';
import styles from './marks.module.css';

/** What a mark says by its colour, beside its words. Saffron is for points and nothing else. */
type Tone = 'good' | 'warn' | 'bad' | 'info' | 'brand' | 'points';

interface BadgeProps {
  readonly tone?: Tone | 'line';
  readonly hasDot?: boolean;
  readonly children: ReactNode;
}

export const Badge = ({ tone, hasDot, children }: BadgeProps) => (
  <span className={classNames(styles.badge, tone !== undefined && styles[tone])}>
    {hasDot === true && <span className={styles.dot} aria-hidden />}
    {children}
  </span>
);

/** Rank 1 is the lowest tier, 4 the highest. */
export const Tier = ({ rank, children }: { readonly rank: 1 | 2 | 3 | 4; readonly children: ReactNode }) => (
  <span className={styles.tier} data-rank={rank}>
    {children}
  </span>
);

/** A key of the keyboard, as it is printed on it. */
export const Key = ({ children }: { readonly children: string }) => <kbd className={styles.key}>{children}</kbd>;

/** Initials of a name; the name stands beside it. */
export const Avatar = ({ initials }: { readonly initials: string }) => (
  <span className={styles.avatar} aria-hidden>
    {initials}
  </span>
);

interface MeterProps {
  readonly label: string;
  /** 0 to 100. */
  readonly value: number;
  readonly kind?: 'brand' | 'points' | 'warn';
}

/** How much of something there is; it fills from where reading begins. */
export const Meter = ({ label, value, kind = 'brand' }: MeterProps) => (
  <AriaMeter aria-label={label} value={value}>
    {({ percentage }) => (
      <div className={styles.meter} data-kind={kind}>
        <span style={{ inlineSize: `${String(percentage)}%` }} />
      </div>
    )}
  </AriaMeter>
);

/** What is written from left to right in both languages: phones, cards, codes, signed numbers. */
export const Ltr = ({ children }: { readonly children: ReactNode }) => (
  <bdi dir="ltr" className={styles.ltr}>
    {children}
  </bdi>
);

/** There is nothing to show; on a phone a table leaves its line out. */
export const None = () => <span data-none>—</span>;

interface AmountProps {
  readonly of: Money;
  /** In few digits, where nobody pays by it. */
  readonly isLarge?: boolean;
}

/** Money in the unit of the club, with the unit small behind it. */
export const Amount = ({ of, isLarge = false }: AmountProps) => {
  const { money, language } = useClub();
  const { number, unit } = isLarge ? formatLargeMoney(of, money, language) : formatMoney(of, money, language);
  return (
    <span className={styles.figure}>
      <Ltr>{number}</Ltr> <span className={styles.unit}>{unit}</span>
    </span>
  );
};

/** What was added or taken, with its sign left of the digits. */
export const Signed = ({ value }: { readonly value: number | bigint }) => (
  <Ltr>{formatSigned(value, useClub().language)}</Ltr>
);

export const SignedPoints = ({ value }: { readonly value: number | bigint }) => {
  const [number, word] = formatSignedPoints(value, useClub().language);
  return (
    <span className={styles.figure}>
      <Ltr>{number}</Ltr> {word}
    </span>
  );
};
