import type { ReactNode } from 'react';
import { useSay } from '../kit/say.ts';
import { ClubState } from './club-state.tsx';
import { FrontFrame } from './front-frame.tsx';
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
  return (
    <FrontFrame>
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
    </FrontFrame>
  );
};
