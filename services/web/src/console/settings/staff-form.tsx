import type { AnswerOf, ItemOf } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Field, Tick } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Ticks } from '../../kit/ticks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useBranches } from '../parts/branches.ts';
import { ChangedBetween, type ShownSetting } from '../parts/changed-between.tsx';
import { useSettingsForm } from '../parts/use-settings-form.ts';
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

interface Terms {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly branches: readonly string[];
}

const termsOf = ({ of }: { readonly of: Staff | undefined }): Terms => ({
  name: of?.name ?? '',
  email: of?.email ?? '',
  roles: of?.roles ?? [],
  branches: of?.branch_ids ?? [],
});

/** Makes an account, or changes one by the revision that was seen. */
const send = async (
  terms: Terms,
  of: Staff | undefined,
  { key, username, isOfAll }: { readonly key: string; readonly username: string; readonly isOfAll: boolean },
): Promise<{ of: Staff | undefined; made?: OneTimePassword }> => {
  const address = terms.email.trim().toLowerCase();
  const body = {
    name: terms.name.trim(),
    roles: terms.roles as Role[],
    branches: [...terms.branches],
    // What is not touched is not proved anew.
    ...(address !== (of?.email ?? '') && { email: address === '' ? null : address }),
  };
  if (of === undefined)
    return {
      of,
      made: await api.call('createStaff', {
        body: { ...body, username, ...(isOfAll && { all_clubs: true, branches: [] }) },
        key,
      }),
    };
  const path = { staff_id: of.id };
  return { of: await api.call('changeStaff', { path, body: { ...body, revision: of.revision }, key }) };
};

/** What is told of two that differ. */
const useShown = (): readonly ShownSetting<Terms>[] => {
  const say = useConsoleSay();
  const { nameOf } = useBranches();
  return [
    { name: say('account.name'), of: (terms) => terms.name.trim() },
    { name: say('staff.email'), of: (terms) => terms.email.trim().toLowerCase() },
    {
      name: say('account.roles'),
      of: (terms) =>
        roles
          .filter((id) => terms.roles.includes(id))
          .map((id) => say(`role.${id}`))
          .join(say('list.comma')),
    },
    {
      name: say('account.branches'),
      of: (terms) =>
        terms.branches.length === 0
          ? say('shell.all-branches')
          : terms.branches.map(nameOf).sort().join(say('list.comma')),
    },
  ];
};

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
  const shown = useShown();
  const [username, setUsername] = useState('');
  const [isOfAll, setOfAll] = useState(false);
  const [isTried, setTried] = useState(false);
  const isNew = staff === undefined;
  const write = useSettingsForm({
    thing: { of: staff },
    termsOf,
    beside: `${username.trim()}\n${String(isOfAll)}`,
    read: async () => ({
      of: staff && (await api.call('getStaff', { path: { staff_id: staff.id } })),
    }),
    send: (terms: Terms, { of }, key) => send(terms, of, { key, username: username.trim(), isOfAll }),
    onDone: ({ made }) => {
      changed();
      onClose();
      if (made === undefined) tellDone(say('staff.changed', { name }));
      else onSecret(made);
    },
  });
  const { name, email, roles: held, branches: bound } = write.terms;
  const missing = (isMissing: boolean, text: string): string | undefined => (isTried && isMissing ? text : undefined);
  const isMissing = name.trim() === '' || (isNew && username.trim() === '') || held.length === 0;
  const isWrongEmail = email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(email.trim());
  const submit = (): void => {
    setTried(true);
    if (!isMissing && !isWrongEmail) write.save();
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
        onChange={(next) => write.change({ name: next })}
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
        onChange={(next) => write.change({ email: next })}
        error={isTried && isWrongEmail ? say('staff.email-wrong') : undefined}
        isLtr
        isOptional
      />
      <Ticks
        label={say('account.roles')}
        options={roles.map((id) => ({ id, name: say(`role.${id}`), more: say(`role.${id}-may`) }))}
        values={held}
        onChange={(next) => write.change({ roles: next })}
        error={missing(held.length === 0, say('staff.roles-missing'))}
      />
      {branches.length > 0 && !isOfAll && (
        <Ticks
          label={say('account.branches')}
          hint={say('staff.branches-hint')}
          options={branches.map(({ id, name: shown }) => ({ id, name: shown }))}
          values={bound}
          onChange={(next) => write.change({ branches: next })}
          isOptional
        />
      )}
      {isNew && person.club_id === null && (
        <Tick isSelected={isOfAll} onChange={setOfAll}>
          {say('staff.all-clubs')}
        </Tick>
      )}
      <FormProblem {...(known === undefined ? { failure: write.failure } : { text: say(known) })} />
      <ChangedBetween between={write.between} isBusy={write.isBusy} settings={shown} />
    </FormDialog>
  );
};
