import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field, NumberField } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useSetupSay } from './say.ts';
import { faultAt, withItem, withoutItem, type StageProps } from './stage.ts';
import { useShown } from './use-shown.ts';
import styles from './setup.module.css';

const tiersMax = 20;

export const TiersStage = ({ draft, change, faults }: StageProps) => {
  const say = useSetupSay();
  const { unit } = useShown(draft);
  const { tiers } = draft;
  const last = tiers.at(-1)?.from ?? 0;
  const next = { name: '', from: last === 0 ? draft.earning.perAmount * 1_000 : last * 2 };
  return (
    <div className={styles.rows}>
      {tiers.map(({ name, from }, at) => (
        <div key={at} className={styles.row}>
          <Field
            label={say('setup.tier.name')}
            value={name}
            onChange={(typed) => change({ tiers: withItem(tiers, at, { name: typed }) })}
            {...faultAt(faults, `tiers.${String(at)}.name`, say)}
          />
          {at === 0 ? (
            <p className={styles.first}>{say('setup.tier.first')}</p>
          ) : (
            <NumberField
              label={say('setup.tier.from')}
              unit={unit}
              value={from}
              least={0}
              hasSteps={false}
              onChange={(typed) => change({ tiers: withItem(tiers, at, { from: Number.isNaN(typed) ? 0 : typed }) })}
              {...faultAt(faults, `tiers.${String(at)}.from`, say)}
            />
          )}
          <IconButton
            label={`${say('setup.remove')}: ${name}`}
            isDisabled={at === 0}
            onPress={() => change({ tiers: withoutItem(tiers, at) })}
          >
            <Icon of={Trash2} size="sm" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button small isDisabled={tiers.length >= tiersMax} onPress={() => change({ tiers: [...tiers, next] })}>
          <Icon of={Plus} size="sm" />
          {say('setup.tier.add')}
        </Button>
      </div>
    </div>
  );
};
