import type { AnswerOf, ItemOf } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Field, Tick } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Ticks } from '../../kit/ticks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useBranches } from '../parts/branches.ts';
import { useChanged } from '../parts/use-changed.ts';
import { useConsoleSay } from '../words/say.ts';

export type OneTimePassword = AnswerOf<'createStaff'>;
type Staff = ItemOf<'listStaff'>;
export type Role = Staff['roles'][number];

export const roles: readonly Role[] = [
  'cashier',
  'shift_lead',
  'marketer',
  'service_agent',
  'analyst',
  'administrator',
];

const codes: Readonly<Record<string, 'staff.taken' | 'staff.email-taken' | 'staff.last'>> = {
  username_taken: 'staff.taken',
  email_taken: 'staff.email-taken',
  last_administrator: 'staff.last',
};

interface Body {
  readonly name: string;
  readonly roles: Role[];
  readonly branches: string[];
  readonly email?: string | null;
}

interface StaffFormProps {
  /** Whose roles and branches change; without it an account is made. */
  readonly staff?: Staff;
  readonly onClose: () => void;
  readonly onSecret: (made: OneTimePassword) => void;
}

/** Makes an account, or changes what one may do. */
export const StaffForm = ({ staff, onClose, onSecret }: StaffFormProps) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { person } = useSignedIn();
  const { branches } = useBranches();
  const [name, setName] = useState(staff?.name ?? '');
  const [username, setUsername] = useState('');
  const [email, setEmail] = useState(staff?.email ?? '');
  const [held, setHeld] = useState<readonly string[]>(staff?.roles ?? []);
  const [bound, setBound] = useState<readonly string[]>(staff?.branch_ids ?? []);
  const [isOfAll, setOfAll] = useState(false);
  const [isTried, setTried] = useState(false);
  const isNew = staff === undefined;
  const write = useWrite(
    async (body: Body, key): Promise<OneTimePassword | undefined> => {
      if (isNew)
        return api.call('createStaff', {
          body: { ...body, username: username.trim(), ...(isOfAll && { all_clubs: true, branches: [] }) },
          key,
        });
      await api.call('changeStaff', { path: { staff_id: staff.id }, body, key });
      return undefined;
    },
    (made) => {
      changed();
      onClose();
      if (made === undefined) tellDone(say('staff.changed', { name }));
      else onSecret(made);
    },
  );
  const missing = (isMissing: boolean, text: string): string | undefined => (isTried && isMissing ? text : undefined);
  const isMissing = name.trim() === '' || (isNew && username.trim() === '') || held.length === 0;
  const isWrongEmail = email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(email.trim());
  const submit = (): void => {
    setTried(true);
    if (isMissing || isWrongEmail) return;
    const address = email.trim().toLowerCase();
    // What is not touched is not proved anew.
    const isSame = address === (staff?.email ?? '');
    void write.run({
      name: name.trim(),
      roles: held as Role[],
      branches: [...bound],
      ...(!isSame && { email: address === '' ? null : address }),
    });
  };
  const known = codes[write.code ?? ''];
  return (
    <FormDialog
      title={isNew ? say('staff.new') : say('staff.change-title', { name: staff.name })}
      text={say(isNew ? 'staff.new-text' : 'staff.change-text')}
      act={say(isNew ? 'staff.make' : 'staff.save')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={say('account.name')}
        maxLength={120}
        value={name}
        onChange={setName}
        error={missing(name.trim() === '', say('staff.name-missing'))}
        autoFocus
      />
      {isNew && (
        <Field
          label={say('account.username')}
          maxLength={60}
          hint={say('staff.username-hint')}
          value={username}
          onChange={setUsername}
          error={missing(username.trim() === '', say('sign-in.username-missing'))}
          isLtr
        />
      )}
      <Field
        label={say('staff.email')}
        maxLength={254}
        hint={say('staff.email-hint')}
        value={email}
        onChange={setEmail}
        error={isTried && isWrongEmail ? say('staff.email-wrong') : undefined}
        isLtr
        isOptional
      />
      <Ticks
        label={say('account.roles')}
        options={roles.map((id) => ({ id, name: say(`role.${id}`), more: say(`role.${id}-may`) }))}
        values={held}
        onChange={setHeld}
        error={missing(held.length === 0, say('staff.roles-missing'))}
      />
      {branches.length > 0 && !isOfAll && (
        <Ticks
          label={say('account.branches')}
          hint={say('staff.branches-hint')}
          options={branches.map(({ id, name: shown }) => ({ id, name: shown }))}
          values={bound}
          onChange={setBound}
          isOptional
        />
      )}
      {isNew && person.club_id === null && (
        <Tick isSelected={isOfAll} onChange={setOfAll}>
          {say('staff.all-clubs')}
        </Tick>
      )}
      <FormProblem {...(known === undefined ? { failure: write.failure } : { text: say(known) })} />
    </FormDialog>
  );
};
