import { Copy, EllipsisVertical, IdCard, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge, Ltr } from '../../kit/marks.tsx';
import { Menu } from '../../kit/menu.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useFilters } from '../parts/filters.ts';
import { ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';
import type { Provider } from './provider.ts';
import { CheckDialog } from './provider-check.tsx';
import { ProviderForm } from './provider-form.tsx';
import { GroupsDialog } from './provider-groups.tsx';
import styles from './settings.module.css';

type Act = 'change' | 'groups' | 'check' | Sure;
type Sure = 'disable' | 'enable' | 'delete';
const isSure = (act: Act | undefined): act is Sure => act === 'disable' || act === 'enable' || act === 'delete';
interface Asked {
  readonly act: Act;
  readonly of: Provider;
}

/** Asks before people are signed out. */
const SureDialog = ({
  act: kind,
  of,
  onClose,
}: {
  readonly act: Sure;
  readonly of: Provider;
  readonly onClose: () => void;
}) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const write = useWrite(
    (act: Sure, key): Promise<unknown> => {
      const path = { provider_id: of.id };
      if (act === 'delete') return api.call('deleteIdentityProvider', { path });
      return api.call('changeIdentityProvider', { path, body: { disabled: act === 'disable' }, key });
    },
    () => {
      changed();
      onClose();
      tellDone(say(kind === 'delete' ? 'idp.deleted' : 'idp.changed', { name: of.name }));
    },
  );
  return (
    <FormDialog
      title={say(`idp.${kind}-title`, { name: of.name })}
      text={say(`idp.${kind}-text`)}
      act={say(`idp.${kind}`)}
      busy={write.isBusy ? say('staff.busy') : undefined}
      isDangerous={kind !== 'enable'}
      onSubmit={() => void write.run(kind)}
      onClose={onClose}
    >
      <FormProblem failure={write.failure} />
    </FormDialog>
  );
};

/** What has to be registered at the provider. */
const ReturnCard = () => {
  const say = useConsoleSay();
  const address = `${location.origin}/console/sign-in`;
  const copy = (): void => void navigator.clipboard.writeText(address).then(() => tellDone(say('secret.copied')));
  return (
    <Card title={say('idp.return')}>
      <p className={styles.address}>
        <Ltr>{address}</Ltr>
        <Button small onPress={copy}>
          <Icon of={Copy} size="sm" />
          {say('secret.copy')}
        </Button>
      </p>
      <p className={styles.hint}>
        {say('idp.return-hint')} <Ltr>{`${location.origin}/console`}</Ltr>
      </p>
    </Card>
  );
};

const useColumns = (onAsk: (asked: Asked) => void): readonly ListColumn<Provider>[] => {
  const say = useConsoleSay();
  const days = useDays();
  return [
    {
      id: 'name',
      name: say('account.name'),
      show: ({ name, issuer }) => (
        <>
          <b>
            <bdi>{name}</bdi>
          </b>
          <small>
            <Ltr>{issuer}</Ltr>
          </small>
        </>
      ),
      text: ({ name }) => name,
    },
    {
      id: 'groups',
      name: say('idp.groups'),
      show: ({ group_rules: rules }) => <bdi>{rules.map(({ group }) => group).join(say('list.comma'))}</bdi>,
      text: ({ group_rules: rules }) => rules.map(({ group }) => group).join(' '),
    },
    {
      id: 'state',
      name: say('staff.state'),
      show: ({ disabled_at: at }) =>
        at === null ? (
          <Badge tone="good">{say('idp.active')}</Badge>
        ) : (
          <Badge tone="bad">{say('staff.disabled', { day: formatDay(new Date(at), days) })}</Badge>
        ),
      text: ({ disabled_at: at }) => say(at === null ? 'idp.active' : 'staff.off'),
    },
    {
      id: 'acts',
      name: say('table.acts'),
      show: (of) => (
        <Menu
          trigger={
            <IconButton label={say('staff.more', { name: of.name })}>
              <Icon of={EllipsisVertical} size="sm" />
            </IconButton>
          }
          acts={[
            { id: 'check', name: say('idp.check') },
            { id: 'change', name: say('staff.change') },
            { id: 'groups', name: say('idp.groups') },
            of.disabled_at === null
              ? { id: 'disable', name: say('idp.disable'), isDangerous: true }
              : { id: 'enable', name: say('idp.enable') },
            { id: 'delete', name: say('idp.delete'), isDangerous: true },
          ]}
          onAct={(act) => onAsk({ act: act as Act, of })}
        />
      ),
    },
  ];
};

/** Where the company's people sign in, beside passwords. */
export const ProvidersPage = () => {
  const say = useConsoleSay();
  const [asked, setAsked] = useState<Asked>();
  const { values, set } = useFilters(['new']);
  const list = useList('listIdentityProviders');
  const columns = useColumns(setAsked);
  const close = (): void => {
    setAsked(undefined);
    set({ new: '' });
  };
  const { act, of } = asked ?? {};
  return (
    <Page
      title={say('idp.title')}
      scope={say('idp.scope')}
      acts={
        <Button kind="primary" onPress={() => set({ new: 'yes' })}>
          <Icon of={Plus} size="sm" />
          {say('idp.new')}
        </Button>
      }
    >
      <div className={styles.stack}>
        <Card isBare>
          <ListTable
            label={say('idp.title')}
            columns={columns}
            list={list}
            idOf={({ id }) => id}
            failed={say('idp.failed')}
            empty={<Empty icon={IdCard} title={say('idp.empty')} text={say('idp.empty-text')} />}
          />
        </Card>
        <ReturnCard />
      </div>
      {values.new !== '' && <ProviderForm onClose={close} />}
      {act === 'change' && <ProviderForm {...(of !== undefined && { provider: of })} onClose={close} />}
      {act === 'groups' && of !== undefined && <GroupsDialog provider={of} onClose={close} />}
      {act === 'check' && of !== undefined && <CheckDialog provider={of} onClose={close} />}
      {isSure(act) && of !== undefined && <SureDialog act={act} of={of} onClose={close} />}
    </Page>
  );
};
