import type { ItemOf } from '@vafa/client';
import { EllipsisVertical, UserPlus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { initialsOf } from '../../kit/formats/initials.ts';
import { Icon } from '../../kit/icon.tsx';
import { Avatar, Badge, Ltr } from '../../kit/marks.tsx';
import { Menu } from '../../kit/menu.tsx';
import { SecretDialog } from '../../kit/secret-dialog.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay, useSignedIn } from '../../sign-in/use-session.ts';
import { useBranches } from '../parts/branches.ts';
import { useFilters } from '../parts/filters.ts';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';
import { StaffForm, type OneTimePassword } from './staff-form.tsx';
import styles from './settings.module.css';

type Staff = ItemOf<'listStaff'>;
type Asked = { readonly kind: 'change' | 'disable' | 'enable' | 'reset'; readonly of: Staff };

/** Asks before somebody is signed out everywhere. */
const Sure = ({
  asked,
  onClose,
  onSecret,
}: {
  asked: Asked;
  onClose: () => void;
  onSecret: (of: OneTimePassword) => void;
}) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { kind, of } = asked;
  const path = { staff_id: of.id };
  const write = useWrite(
    async (_: null, key): Promise<OneTimePassword | undefined> => {
      if (kind === 'reset') return api.call('resetPassword', { path, body: {}, key });
      await api.call('changeStaff', { path, body: { disabled: kind === 'disable' }, key });
      return undefined;
    },
    (secret) => {
      changed();
      onClose();
      if (secret === undefined) tellDone(say(`staff.${kind as 'disable' | 'enable'}-done`, { name: of.name }));
      else onSecret(secret);
    },
  );
  return (
    <FormDialog
      title={say(`staff.${kind as 'disable'}-title`, { name: of.name })}
      text={say(`staff.${kind as 'disable'}-text`)}
      act={say(`staff.${kind as 'disable'}`)}
      busy={write.isBusy ? say('staff.busy') : undefined}
      isDangerous={kind === 'disable'}
      onSubmit={() => void write.run(null)}
      onClose={onClose}
    >
      <FormProblem
        {...(write.code === 'last_administrator' ? { text: say('staff.last') } : { failure: write.failure })}
      />
    </FormDialog>
  );
};

const useColumns = (onAsk: (asked: Asked) => void): readonly ListColumn<Staff>[] => {
  const say = useConsoleSay();
  const may = useMay();
  const days = useDays();
  const { person } = useSignedIn();
  const { nameOf } = useBranches();
  const rolesIn = ({ roles }: Staff): string => roles.map((role) => say(`role.${role}`)).join(say('list.comma'));
  const branchesIn = ({ branch_ids: ids }: Staff): string =>
    ids.length === 0 ? say('shell.all-branches') : ids.map(nameOf).join(say('list.comma'));
  return [
    {
      id: 'name',
      name: say('account.name'),
      show: ({ name, username }) => (
        <div className={styles.who}>
          <Avatar initials={initialsOf(name)} />
          <span>
            <b>
              <bdi>{name}</bdi>
            </b>
            <small>
              <Ltr>{username}</Ltr>
            </small>
          </span>
        </div>
      ),
      text: ({ name }) => name,
    },
    { id: 'roles', name: say('account.roles'), show: rolesIn, text: rolesIn },
    { id: 'branches', name: say('account.branches'), show: branchesIn, text: branchesIn },
    {
      id: 'last',
      name: say('staff.last-in'),
      show: ({ last_signed_in_at: at, last_signed_in_by: by, of_groups: ofGroups }) => (
        <>
          {at === null ? say('staff.never-in') : formatRelative(new Date(at), new Date(), days)}
          {at !== null && (
            <small>
              {by === null ? say('staff.by-password') : say('staff.by', { name: by })}
              {ofGroups && ` · ${say('staff.of-groups')}`}
            </small>
          )}
        </>
      ),
      text: ({ last_signed_in_at: at }) => at ?? '',
    },
    {
      id: 'state',
      name: say('staff.state'),
      show: ({ disabled_at: disabled, has_one_time_password: isNew }) =>
        disabled !== null ? (
          <Badge tone="bad">{say('staff.disabled', { day: formatDay(new Date(disabled), days) })}</Badge>
        ) : (
          <Badge tone={isNew ? 'warn' : 'good'}>{say(isNew ? 'staff.waits' : 'staff.active')}</Badge>
        ),
      text: ({ disabled_at: disabled }) => say(disabled === null ? 'staff.active' : 'staff.off'),
    },
    ...(may('changeStaff')
      ? [
          {
            id: 'acts',
            name: say('table.acts'),
            show: (of: Staff) => (
              <Menu
                trigger={
                  <IconButton label={say('staff.more', { name: of.name })}>
                    <Icon of={EllipsisVertical} size="sm" />
                  </IconButton>
                }
                acts={[
                  { id: 'change', name: say('staff.change') },
                  { id: 'reset', name: say('staff.reset') },
                  ...(of.id === person.staff_id
                    ? []
                    : [
                        of.disabled_at === null
                          ? { id: 'disable', name: say('staff.disable'), isDangerous: true }
                          : { id: 'enable', name: say('staff.enable') },
                      ]),
                ]}
                onAct={(kind) => onAsk({ kind: kind as Asked['kind'], of })}
              />
            ),
          },
        ]
      : []),
  ];
};

/** Who works in the club, and what they may do. */
export const StaffPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const days = useDays();
  const [asked, setAsked] = useState<Asked>();
  const [secret, setSecret] = useState<OneTimePassword>();
  const { values, set } = useFilters(['new']);
  const columns = useColumns(setAsked);
  const list = useList('listStaff');
  const close = (): void => {
    setAsked(undefined);
    set({ new: '' });
  };
  return (
    <Page
      title={say('staff.title')}
      scope={say('staff.scope')}
      acts={
        <>
          <CsvButton name="staff" columns={columns} readAll={() => api.items('listStaff')} />
          {may('createStaff') && (
            <Button kind="primary" onPress={() => set({ new: 'yes' })}>
              <Icon of={UserPlus} size="sm" />
              {say('staff.new')}
            </Button>
          )}
        </>
      }
    >
      <Card isBare>
        <ListTable
          label={say('staff.title')}
          columns={columns}
          list={list}
          idOf={({ id }) => id}
          failed={say('staff.failed')}
          empty={<Empty icon={UsersRound} title={say('staff.empty')} text={say('staff.empty-text')} />}
        />
      </Card>
      {values.new !== '' && may('createStaff') && <StaffForm onClose={close} onSecret={setSecret} />}
      {asked?.kind === 'change' && <StaffForm staff={asked.of} onClose={close} onSecret={setSecret} />}
      {asked !== undefined && asked.kind !== 'change' && <Sure asked={asked} onClose={close} onSecret={setSecret} />}
      {secret !== undefined && (
        <SecretDialog
          title={say('staff.secret-title', { name: secret.name })}
          text={say(secret.one_time_password_ends_at === null ? 'staff.secret-text' : 'staff.secret-until', {
            username: secret.username,
            day: formatDay(new Date(secret.one_time_password_ends_at ?? 0), days),
          })}
          secret={secret.one_time_password}
          onClose={() => setSecret(undefined)}
        />
      )}
    </Page>
  );
};
