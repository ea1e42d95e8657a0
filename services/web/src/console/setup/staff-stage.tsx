import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Select } from '../../kit/select.tsx';
import { useSetupSay } from './say.ts';
import { nextId, staffRoles, type StaffAnswer, type StaffRole } from './draft.ts';
import { Settled } from './settled.tsx';
import { stepOf } from './plan.ts';
import { faultAt, withItem, withoutItem, type StageProps } from './stage.ts';
import styles from './setup.module.css';

type PersonProps = Pick<StageProps, 'draft' | 'change' | 'faults'> & {
  readonly person: StaffAnswer;
  readonly at: number;
};

const Person = ({ person: { name, username, role }, at, draft: { staff }, change, faults }: PersonProps) => {
  const say = useSetupSay();
  return (
    <div className={styles.three}>
      <Field
        label={say('setup.staff.name')}
        value={name}
        autoFocus={name === ''}
        onChange={(typed) => change({ staff: withItem(staff, at, { name: typed }) })}
        {...faultAt(faults, `staff.${String(at)}.name`, say)}
      />
      <Field
        label={say('setup.staff.username')}
        isLtr
        value={username}
        onChange={(typed) => change({ staff: withItem(staff, at, { username: typed }) })}
        {...faultAt(faults, `staff.${String(at)}.username`, say)}
      />
      <Select
        label={say('setup.staff.role')}
        defaultValue={role}
        options={staffRoles.map((id) => ({ id, name: say(`role.${id}`) }))}
        onChoose={(id) => change({ staff: withItem(staff, at, { role: id as StaffRole }) })}
      />
      <IconButton label={`${say('setup.remove')}: ${name}`} onPress={() => change({ staff: withoutItem(staff, at) })}>
        <Icon of={Trash2} size="sm" />
      </IconButton>
    </div>
  );
};

export const StaffStage = ({ draft, change, faults, isMade }: StageProps) => {
  const say = useSetupSay();
  const { staff } = draft;
  return (
    <div className={styles.rows}>
      {staff.length === 0 && <p className={styles.first}>{say('setup.staff.none')}</p>}
      {staff.map((person, at) =>
        isMade(stepOf.person(person)) ? (
          <Settled key={person.id} what={`${person.name} (${person.username})`} />
        ) : (
          <Person key={person.id} {...{ person, at, draft, change, faults }} />
        ),
      )}
      <div>
        <Button
          small
          onPress={() => change({ staff: [...staff, { id: nextId(staff), name: '', username: '', role: 'cashier' }] })}
        >
          <Icon of={Plus} size="sm" />
          {say('setup.staff.add')}
        </Button>
      </div>
    </div>
  );
};
