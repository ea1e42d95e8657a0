import { ShoppingBag } from 'lucide-react';
import { useClub } from '../../kit/club-settings.tsx';
import { formatSignedPoints } from '../../kit/formats/counts.ts';
import { formatNumber, formatSigned } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr, Tier } from '../../kit/marks.tsx';
import { useSetupSay } from './say.ts';
import { pointsFor, type Draft } from './draft.ts';
import { useShown } from './use-shown.ts';
import styles from './setup.module.css';

/** What a member will see after a first purchase, with the answers as they stand. */
export const Preview = ({ draft }: { readonly draft: Draft }) => {
  const say = useSetupSay();
  const { language } = useClub();
  const { money } = useShown(draft);
  const { earning, tiers, colour } = draft;
  const paid = earning.perAmount * 100;
  const points = pointsFor(paid, draft);
  const name = draft.name.trim() === '' ? say('setup.name') : draft.name;
  const rule = say('setup.rule', { amount: money(earning.perAmount), points: earning.points });
  return (
    <aside className={styles.show} aria-label={say('setup.preview')}>
      <h2>{say('setup.preview')}</h2>
      <div className={styles.mini}>
        <div className={styles.pass} style={{ background: colour }}>
          <div>
            <b>
              <bdi>{name}</bdi>
            </b>
            <Tier rank={1}>{tiers[0]?.name}</Tier>
          </div>
          <p>
            <b>{formatNumber(points, language)}</b> {formatSignedPoints(points, language)[1]}
          </p>
          <small>{money(points * earning.value)}</small>
        </div>
        <div className={styles.entry}>
          <span className={styles.entryPicture}>
            <Icon of={ShoppingBag} />
          </span>
          <span>
            {say('setup.figure.example', { amount: money(paid) })}
            <small>{rule}</small>
          </span>
          <b>
            <Ltr>{formatSigned(points, language)}</Ltr>
          </b>
        </div>
      </div>
      <h2>{say('setup.on-receipt')}</h2>
      <div className={styles.slip}>
        <b>
          <bdi>{name}</bdi>
        </b>
        <hr />
        <p className={styles.slipRow}>
          <span>{say('setup.slip.paid')}</span>
          <span>{money(paid)}</span>
        </p>
        <p className={styles.slipRow}>
          <span>{say('setup.slip.earned')}</span>
          <Ltr>{formatSigned(points, language)}</Ltr>
        </p>
        <hr />
        <p>{rule}</p>
      </div>
    </aside>
  );
};
