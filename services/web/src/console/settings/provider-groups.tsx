import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Ticks } from '../../kit/ticks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useBranches } from '../parts/branches.ts';
import { useChanged } from '../parts/use-changed.ts';
import { useConsoleSay } from '../words/say.ts';
import type { Provider } from './provider.ts';
import { roles, type Role } from './staff-form.tsx';
import styles from './settings.module.css';

type Rule = Provider['group_rules'][number];

interface GroupsDialogProps {
  readonly provider: Provider;
  readonly onClose: () => void;
}

const ruleOf = ({ group, club_id: club, roles: held, branch_ids: branches }: Rule) => ({
  group,
  club,
  roles: [...held],
  branches: [...branches],
});

const rulesOf = ({ group_rules: rules }: Provider): { readonly rules: readonly Rule[] } => ({ rules });

/** What a rule gives. */
const useShown = (): ((rule: Rule) => string) => {
  const say = useConsoleSay();
  const { club } = useSignedIn();
  const { nameOf } = useBranches();
  const whereOf = ({ club_id: clubId, branch_ids: ids }: Rule): string => {
    if (clubId !== club.id) return say('idp.of-club');
    return ids.length === 0 ? say('shell.all-branches') : ids.map(nameOf).join(say('list.comma'));
  };
  return (rule) => `${rule.roles.map((role) => say(`role.${role}`)).join(say('list.comma'))} · ${whereOf(rule)}`;
};

/** Those that give access now. */
const Rules = ({ rules, onDrop }: { readonly rules: readonly Rule[]; readonly onDrop: (place: number) => void }) => {
  const say = useConsoleSay();
  const shown = useShown();
  if (rules.length === 0) return <p className={styles.hint}>{say('idp.no-groups')}</p>;
  return (
    <ul className={styles.rules}>
      {rules.map((rule, place) => (
        <li key={JSON.stringify(rule)}>
          <span>
            <b>
              <bdi>{rule.group}</bdi>
            </b>
            <small>{shown(rule)}</small>
          </span>
          <IconButton label={say('idp.drop-group', { group: rule.group })} onPress={() => onDrop(place)}>
            <Icon of={Trash2} size="sm" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
};

/** Which groups of the company work here, with which roles and in which branches. */
export const GroupsDialog = ({ provider, onClose }: GroupsDialogProps) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { club } = useSignedIn();
  const { branches } = useBranches();
  const [group, setGroup] = useState('');
  const [held, setHeld] = useState<readonly string[]>([]);
  const [bound, setBound] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const write = useSettingsForm({
    thing: provider,
    termsOf: rulesOf,
    read: () => api.call('getIdentityProvider', { path: { provider_id: provider.id } }),
    send: ({ rules: given }: { readonly rules: readonly Rule[] }, { id, revision }, key) =>
      api.call('changeIdentityProvider', {
        path: { provider_id: id },
        body: { group_rules: { rules: given.map(ruleOf) }, revision },
        key,
      }),
    onDone: () => {
      changed();
      onClose();
      tellDone(say('idp.changed', { name: provider.name }));
    },
  });
  const { rules } = write.terms;
  const setRules = (next: readonly Rule[]): void => write.change({ rules: next });
  const shown = useShown();
  const isBegun = group.trim() !== '' || held.length > 0;
  const isWhole = group.trim() !== '' && held.length > 0;
  const withNew = (): readonly Rule[] =>
    isWhole ? [...rules, { group: group.trim(), club_id: club.id, roles: held as Role[], branch_ids: bound }] : rules;
  const add = (): void => {
    setTried(true);
    if (!isWhole) return;
    setRules(withNew());
    setGroup('');
    setHeld([]);
    setBound([]);
    setTried(false);
  };
  const submit = (): void => {
    setTried(true);
    if (isBegun && !isWhole) return;
    const next = withNew();
    if (isWhole) add();
    write.save({ rules: next });
  };
  return (
    <FormDialog
      title={say('idp.groups-title', { name: provider.name })}
      text={say('idp.groups-text')}
      act={say('staff.save')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Rules rules={rules} onDrop={(place) => setRules(rules.filter((_rule, at) => at !== place))} />
      <Field
        label={say('idp.group')}
        hint={say('idp.group-hint')}
        value={group}
        onChange={setGroup}
        error={isTried && isBegun && group.trim() === '' ? say('idp.missing') : undefined}
        isLtr
        isOptional
      />
      <Ticks
        label={say('account.roles')}
        options={roles.map((id) => ({ id, name: say(`role.${id}`), more: say(`role.${id}-may`) }))}
        values={held}
        onChange={setHeld}
        error={isTried && isBegun && held.length === 0 ? say('staff.roles-missing') : undefined}
      />
      {branches.length > 0 && (
        <Ticks
          label={say('account.branches')}
          hint={say('staff.branches-hint')}
          options={branches.map(({ id, name }) => ({ id, name }))}
          values={bound}
          onChange={setBound}
          isOptional
        />
      )}
      <div className={styles.acts}>
        <Button small onPress={add}>
          <Icon of={Plus} size="sm" />
          {say('idp.add-group')}
        </Button>
      </div>
      <FormProblem failure={write.failure} />
      <ChangedBetween
        between={write.between}
        isBusy={write.isBusy}
        settings={[
          {
            name: say('idp.groups-title', { name: provider.name }),
            of: (terms) => terms.rules.map((rule) => `\u2068${rule.group}\u2069: ${shown(rule)}`).join('\n'),
          },
        ]}
      />
    </FormDialog>
  );
};
