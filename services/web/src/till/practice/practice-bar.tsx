import { GraduationCap } from 'lucide-react';
import { useEffect } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { useSay } from '../../kit/say.ts';
import { useDeskState } from '../desk/use-desk.ts';
import { useTillSay } from '../say.ts';
import { practiceCards } from './made-up-members.ts';
import { usePractice } from './use-practice.ts';
import styles from './practice.module.css';

/** Says all the while that nothing counts, and how it is ended. */
export const PracticeBar = () => {
  const say = useTillSay();
  const { language } = useClub();
  const { isPractice, isKeyRefused } = useDeskState();
  const { begin, reset, end, isBusy } = usePractice();
  useEffect(() => {
    // Its key counts for two days.
    if (isPractice && isKeyRefused) begin();
  }, [isPractice, isKeyRefused, begin]);
  if (!isPractice) return null;
  const cards = practiceCards.map((card) => withDigits(card, language));
  return (
    <section className={styles.bar} aria-label={say('practice.name')}>
      <Icon of={GraduationCap} />
      <p>
        <b>{say('practice.title')}</b>{' '}
        <span>
          {say('practice.text')} {cards.join(language === 'fa' ? '، ' : ', ')}
        </span>
      </p>
      <Button small busy={isBusy ? say('practice.busy') : undefined} onPress={reset}>
        {say('practice.reset')}
      </Button>
      <Button small onPress={end}>
        {say('practice.end')}
      </Button>
    </section>
  );
};

/** The way into practice, with why it could not be begun. */
export const PracticeSwitch = () => {
  const say = useTillSay();
  const sayShared = useSay();
  const { isOnline, isPractice } = useDeskState();
  const { begin, isBusy, failure } = usePractice();
  if (isPractice) return null;
  return (
    <>
      <Button isDisabled={!isOnline} busy={isBusy ? say('practice.busy') : undefined} onPress={begin}>
        <Icon of={GraduationCap} />
        {say('practice.name')}
      </Button>
      {failure !== undefined && <p role="alert">{failureOf(failure, sayShared).cause}</p>}
    </>
  );
};
