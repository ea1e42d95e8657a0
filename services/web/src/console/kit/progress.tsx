import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Qr } from '../../kit/qr.tsx';
import { ShareLegend, Shares } from '../../kit/shares.tsx';
import { Steps } from '../../kit/steps.tsx';
import { useKitSay } from './say.ts';
import styles from './kit.module.css';

/** How far work is, what became of its parts, and a code for a camera. */
export const Progress = () => {
  const say = useKitSay();
  const { language } = useClub();
  const shares = (
    [
      ['accepted', 1_560, 'good'],
      ['unchanged', 240, 'quiet'],
      ['refused', 35, 'bad'],
    ] as const
  ).map(([id, count, tone]) => ({ name: say(`more.${id}`), count, tone, shown: formatNumber(count, language) }));
  return (
    <Card title={say('more.progress')}>
      <div className={styles.stack}>
        <Steps label={say('more.steps')} names={[say('more.file'), say('more.columns'), say('more.check')]} at={1} />
        <Shares label={say('more.progress')} shares={shares} rest={400} />
        <ShareLegend shares={shares} />
        <Qr text="vafa:sample" label={say('more.qr')} className={styles.qr} />
      </div>
    </Card>
  );
};
