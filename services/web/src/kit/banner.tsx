import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './banner.module.css';

interface BannerProps {
  readonly tone: 'good' | 'warn' | 'bad' | 'info' | 'points';
  readonly icon: LucideIcon;
  /** What is so, in a few words. */
  readonly title: string;
  /** What follows, and what to do. */
  readonly children: ReactNode;
}

/** Says something that holds for the whole page while it holds. */
export const Banner = ({ tone, icon, title, children }: BannerProps) => (
  <div className={styles.banner} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
    <Icon of={icon} size="sm" />
    <span className={styles.text}>
      <b>{title}</b> {children}
    </span>
  </div>
);
