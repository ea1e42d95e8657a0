import type { AnswerOf, Asked } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { useClub } from '../../kit/club-settings.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { endOfDay, isDayAhead } from '../../kit/formats/day-bounds.ts';
import { Select } from '../../kit/select.tsx';
import { Ticks } from '../../kit/ticks.tsx';
import { useBranches } from '../parts/branches.ts';
import { useChanged } from '../parts/use-changed.ts';
import { useConsoleSay } from '../words/say.ts';

export type NewKey = AnswerOf<'createApiKey'>;
type Order = Asked<'createApiKey'>['body'];
type Role = NonNullable<Order['role']>;

const roles: readonly Role[] = ['cashier', 'shift_lead', 'marketer', 'service_agent', 'analyst', 'administrator'];

interface KeyFormProps {
  readonly onClose: () => void;
  readonly onMade: (made: NewKey) => void;
}

/** A key may what a role may; it ends on a day, or is revoked. */
export const KeyForm = ({ onClose, onMade }: KeyFormProps) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { zone } = useClub();
  const { branches } = useBranches();
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [end, setEnd] = useState('');
  const [bound, setBound] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (body: Order, key) => api.call('createApiKey', { body, key }),
    (made) => {
      changed();
      onClose();
      onMade(made);
    },
  );
  const isEndWrong = end !== '' && !isDayAhead(end, zone, new Date());
  const submit = (): void => {
    setTried(true);
    if (name.trim() === '' || role === '' || isEndWrong) return;
    void write.run({
      name: name.trim(),
      verbs: ['*'],
      role: role as Role,
      ...(bound.length > 0 && { branches: bound }),
      // To the end of the day that was written.
      ...(end !== '' && { ends_at: endOfDay(end, zone).toISOString() }),
    });
  };
  return (
    <FormDialog
      title={say('keys.new')}
      text={say('keys.new-text')}
      act={say('keys.make')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={say('account.name')}
        maxLength={120}
        hint={say('keys.name-hint')}
        value={name}
        onChange={setName}
        error={isTried && name.trim() === '' ? say('keys.name-missing') : undefined}
        autoFocus
      />
      <Select
        label={say('keys.role')}
        hint={say('keys.role-hint')}
        options={roles.map((id) => ({ id, name: say(`role.${id}`), more: say(`role.${id}-may`) }))}
        value={role}
        onChoose={setRole}
        error={isTried && role === '' ? say('staff.roles-missing') : undefined}
      />
      <DateField
        label={say('keys.end')}
        hint={say('keys.end-hint')}
        value={end}
        onChange={setEnd}
        error={isTried && isEndWrong ? say('day.ahead') : undefined}
        isOptional
      />
      {branches.length > 0 && (
        <Ticks
          label={say('account.branches')}
          hint={say('staff.branches-hint')}
          options={branches.map(({ id, name: shown }) => ({ id, name: shown }))}
          values={bound}
          onChange={setBound}
          isOptional
        />
      )}
      <FormProblem failure={write.failure} />
    </FormDialog>
  );
};
