import { LanguageChoice, ThemeChoice } from '../../front/look-choice.tsx';
import styles from '../club.module.css';
import { Ready, Since, Title } from '../parts/parts.tsx';
import { useSay } from '../say.ts';
import { useMe } from '../seen.ts';
import { Acts } from './me-acts.tsx';
import { Consents } from './me-consents.tsx';
import { Details } from './me-details.tsx';

/** Who the club knows, what it may do with it, and the way out. */
export const MePage = () => {
  const say = useSay();
  const me = useMe();
  return (
    <>
      <Title>{say('tab.me')}</Title>
      <Since of={me} />
      <Ready of={me} what={say('home.failed')}>
        {(data) => (
          <>
            <Details me={data} />
            <Consents me={data} />
          </>
        )}
      </Ready>
      <section className={styles.tile}>
        <h2 className={styles.sec}>{say('me.look')}</h2>
        <div className={styles.acts}>
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </section>
      <Acts />
    </>
  );
};
