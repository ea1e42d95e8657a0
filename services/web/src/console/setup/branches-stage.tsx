import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { nextId } from './draft.ts';
import { stepOf } from './plan.ts';
import { useSetupSay } from './say.ts';
import { Settled } from './settled.tsx';
import { faultAt, withItem, withoutItem, type StageProps } from './stage.ts';
import styles from './setup.module.css';

export const BranchesStage = ({ draft: { branches }, change, faults, isMade }: StageProps) => {
  const say = useSetupSay();
  return (
    <div className={styles.rows}>
      {branches.map(({ id, name }, at) =>
        isMade(stepOf.branch({ id })) ? (
          <Settled key={id} what={name} />
        ) : (
          <div key={id} className={styles.one}>
            <Field
              label={say('setup.branch.name')}
              value={name}
              autoFocus={at > 0 && name === ''}
              onChange={(typed) => change({ branches: withItem(branches, at, { name: typed }) })}
              {...faultAt(faults, `branches.${String(at)}.name`, say)}
            />
            <IconButton
              label={`${say('setup.remove')}: ${name}`}
              isDisabled={branches.length === 1}
              onPress={() => change({ branches: withoutItem(branches, at) })}
            >
              <Icon of={Trash2} size="sm" />
            </IconButton>
          </div>
        ),
      )}
      <div>
        <Button small onPress={() => change({ branches: [...branches, { id: nextId(branches), name: '' }] })}>
          <Icon of={Plus} size="sm" />
          {say('setup.branch.add')}
        </Button>
      </div>
    </div>
  );
};
