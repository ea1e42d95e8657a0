import { useSetupSay } from './say.ts';
import { Field, NumberField } from '../../kit/field.tsx';
import { faultAt, type StageProps } from './stage.ts';
import { useShown } from './use-shown.ts';
import styles from './setup.module.css';

export const RewardsStage = ({ draft, change, faults }: StageProps) => {
  const say = useSetupSay();
  const { money } = useShown(draft);
  const { reward, earning } = draft;
  const spend = earning.points === 0 ? 0 : Math.ceil(reward.points / earning.points) * earning.perAmount;
  return (
    <>
      <div className={styles.pair}>
        <Field
          label={say('setup.reward.name')}
          value={reward.name}
          onChange={(name) => change({ reward: { ...reward, name } })}
          {...faultAt(faults, 'reward.name', say)}
        />
        <NumberField
          label={say('setup.reward.points')}
          hint={say('setup.reward.hint')}
          value={reward.points}
          least={0}
          hasSteps={false}
          onChange={(points) => change({ reward: { ...reward, points: Number.isNaN(points) ? 0 : points } })}
          {...faultAt(faults, 'reward.points', say)}
        />
      </div>
      {reward.points > 0 && <p className={styles.hint}>{say('setup.reward.after', { amount: money(spend) })}</p>}
    </>
  );
};
