import type { ReactNode } from 'react';
import { FrontFrame } from '../front/front-frame.tsx';
import styles from '../front/front.module.css';
import { ClubState } from './club-state.tsx';
import { useTillSay } from './say.ts';

const others = ['console', 'club'] as const;

/** The door of the till: what it is for, and whether the club answers. */
export const Front = ({ children }: { readonly children?: ReactNode }) => {
  const say = useTillSay();
  return (
    <FrontFrame>
      <div className={styles.box}>
        <div>
          <h1>{say('room.till')}</h1>
          <p className={styles.lead}>{say('room.till.text')}</p>
        </div>
        <section>
          <h2 className={styles.state}>{say('front.state')}</h2>
          <ClubState />
        </section>
        {children}
      </div>
      <nav className={styles.rooms} aria-label={say('front.other')}>
        <h2>{say('front.other')}</h2>
        {others.map((each) => (
          <a key={each} href={`/${each}`}>
            {say(`room.${each}`)}
          </a>
        ))}
      </nav>
    </FrontFrame>
  );
};
