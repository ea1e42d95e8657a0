import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Select } from '../../kit/select.tsx';
import { useSetupSay } from './say.ts';
import { staffRoles, type StaffRole } from './draft.ts';
import { faultAt, withItem, withoutItem, type StageProps } from './stage.ts';
import styles from './setup.module.css';

export const StaffStage = ({ draft: { staff }, change, faults }: StageProps) => {
  const say = useSetupSay();
  return (
    <div className={styles.rows}>
      {staff.length === 0 && <p className={styles.first}>{say('setup.staff.none')}</p>}
      {staff.map(({ name, username, role }, at) => (
        <div key={at} className={styles.three}>
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
          <IconButton
            label={`${say('setup.remove')}: ${name}`}
            onPress={() => change({ staff: withoutItem(staff, at) })}
          >
            <Icon of={Trash2} size="sm" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button small onPress={() => change({ staff: [...staff, { name: '', username: '', role: 'cashier' }] })}>
          <Icon of={Plus} size="sm" />
          {say('setup.staff.add')}
        </Button>
      </div>
    </div>
  );
};
