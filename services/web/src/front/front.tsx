import type { ReactNode } from 'react';
import { VafaMark } from '../kit/brand.tsx';
import { useClub } from '../kit/club-settings.tsx';
import { useSay } from '../kit/say.ts';
import { ClubState } from './club-state.tsx';
import { Girih } from './girih.tsx';
import { LanguageChoice, ThemeChoice } from './look-choice.tsx';
import styles from './front.module.css';

const rooms = ['till', 'console', 'club'] as const;

interface FrontProps {
  readonly room: (typeof rooms)[number];
  /** What else this room has. */
  readonly children?: ReactNode;
}

/** The door of a room: what it is for, whether the club answers, and how the pages shall look. */
export const Front = ({ room, children }: FrontProps) => {
  const say = useSay();
  const { name } = useClub();
  return (
    <main className={styles.front}>
      <div className={styles.side}>
        <header className={styles.top}>
          <span className={styles.name}>
            <VafaMark />
            {name}
          </span>
          <LanguageChoice />
        </header>
        <div className={styles.box}>
          <div>
            <h1>{say(`room.${room}`)}</h1>
            <p className={styles.lead}>{say(`room.${room}.text`)}</p>
          </div>
          <section>
            <h2 className={styles.state}>{say('front.state')}</h2>
            <ClubState />
          </section>
          {children}
        </div>
        <nav className={styles.rooms} aria-label={say('front.other')}>
          <h2>{say('front.other')}</h2>
          {rooms
            .filter((each) => each !== room)
            .map((each) => (
              <a key={each} href={`/${each}`}>
                {say(`room.${each}`)}
              </a>
            ))}
        </nav>
        <footer className={styles.foot}>
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
