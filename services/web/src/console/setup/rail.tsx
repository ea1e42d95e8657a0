import { Check } from 'lucide-react';
import { VafaMark } from '../../kit/brand.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Meter } from '../../kit/marks.tsx';
import { useSetupSay } from './say.ts';
import { stages } from './check.ts';
import type { Setup } from './use-setup.ts';
import styles from './setup.module.css';

/** The stages: those behind can be gone back to, as long as something of them is not made. */
export const Rail = ({ at, goTo, isBusy, isDone, isClosed }: Setup) => {
  const say = useSetupSay();
  const { language } = useClub();
  const done = isDone ? stages.length : at;
  const stateOf = (place: number): string | undefined => {
    if (place === at) return 'now';
    return place < at ? 'done' : undefined;
  };
  return (
    <nav className={styles.rail} aria-label={say('setup.title')}>
      <span className={styles.word}>
        <VafaMark />
        {say('app.name')}
      </span>
      <h2>{say('setup.title')}</h2>
      <p>{say('setup.lead')}</p>
      <Meter label={say('setup.title')} value={Math.round((100 * done) / stages.length)} />
      <ol>
        {stages.map((stage, place) => (
          <li key={stage} data-state={stateOf(place)}>
            <button
              type="button"
              onClick={() => goTo(place)}
              disabled={place > at || isBusy || isDone || isClosed(stage)}
              aria-current={place === at ? 'step' : undefined}
            >
              <span className={styles.number}>
                {place < done ? <Icon of={Check} size="xs" /> : formatNumber(place + 1, language)}
              </span>
              {say(`setup.stage.${stage}`)}
            </button>
          </li>
        ))}
      </ol>
      <a className={styles.later} href="/console">
        {say('setup.later')}
      </a>
    </nav>
  );
};
