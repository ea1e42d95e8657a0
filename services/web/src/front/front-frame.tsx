import type { ReactNode } from 'react';
import { VafaMark } from '../kit/brand.tsx';
import { useSay } from '../kit/say.ts';
import { Girih } from './girih.tsx';
import { LanguageChoice, ThemeChoice } from './look-choice.tsx';
import styles from './front.module.css';

interface FrontFrameProps {
  readonly children: ReactNode;
  /** Below everything, beside the choice of the look. */
  readonly foot?: ReactNode;
}

/** A door: what is asked on one side, the motto on the other. */
export const FrontFrame = ({ children, foot }: FrontFrameProps) => {
  const say = useSay();
  return (
    <main className={styles.front}>
      <div className={styles.side}>
        <header className={styles.top}>
          <span className={styles.name}>
            <VafaMark />
            {say('app.name')}
          </span>
          <LanguageChoice />
        </header>
        {children}
        <footer className={styles.foot}>
          {foot}
          <ThemeChoice />
        </footer>
      </div>
      <aside className={styles.picture}>
        <Girih />
        <div className={styles.motto}>
          <p>{say('front.motto')}</p>
          <p>{say('front.promise')}</p>
        </div>
      </aside>
    </main>
  );
};
