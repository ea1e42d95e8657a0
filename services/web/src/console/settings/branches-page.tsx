import type { ItemOf } from '@vafa/client';
import { Plus, Store } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { Field, Switch } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Badge, Ltr } from '../../kit/marks.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';

type Branch = ItemOf<'listBranches'>;

interface Terms {
  readonly name: string;
  readonly closed: boolean;
}

const termsOf = ({ name, closed }: Branch): Terms => ({ name, closed });
const none: Branch = { id: '', code: '', name: '', closed: false, changes: [], revision: 0 };

const BranchForm = ({ branch = none, onClose }: { readonly branch?: Branch; readonly onClose: () => void }) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isNew = branch === none;
  const write = useSettingsForm({
    thing: branch,
    termsOf,
    beside: `${code.trim()}\n${reason.trim()}`,
    read: async () => (await api.items('listBranches')).find(({ id }) => id === branch.id) ?? branch,
    send: (terms: Terms, { id, revision }, key) => {
      const body = { name: terms.name.trim(), closed: terms.closed, revision };
      return isNew
        ? api.call('createBranch', { body: { code: code.trim(), name: body.name }, key })
        : api.call('changeBranch', {
            path: { branch: id },
            body: { ...body, ...(reason.trim() !== '' && { reason: reason.trim() }) },
            key,
          });
    },
    onDone: () => {
      changed();
      onClose();
      tellDone(say('branches.saved', { name: write.terms.name.trim() }));
    },
  });
  const { name, closed: isClosed } = write.terms;
  const submit = (): void => {
    setTried(true);
    if (name.trim() !== '' && (!isNew || code.trim() !== '')) write.save();
  };
  return (
    <FormDialog
      title={isNew ? say('branches.new') : say('branches.change-title', { name: branch.name })}
      act={say(isNew ? 'branches.make' : 'staff.save')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={say('account.name')}
        value={name}
        onChange={(next) => write.change({ name: next })}
        error={isTried && name.trim() === '' ? say('branches.name-missing') : undefined}
        autoFocus
      />
      {isNew ? (
        <Field
          label={say('branches.code')}
          hint={say('branches.code-hint')}
          value={code}
          onChange={setCode}
          error={isTried && code.trim() === '' ? say('branches.code-missing') : undefined}
          isLtr
        />
      ) : (
        <>
          <Switch isSelected={isClosed} onChange={(next) => write.change({ closed: next })}>
            {say('branches.closed-switch')}
          </Switch>
          <Field label={say('adjust.reason')} value={reason} onChange={setReason} isOptional />
        </>
      )}
      <FormProblem failure={write.failure} />
      <ChangedBetween
        between={write.between}
        isBusy={write.isBusy}
        settings={[
          { name: say('account.name'), of: (terms) => terms.name.trim() },
          { name: say('staff.state'), of: (terms) => say(terms.closed ? 'branches.closed' : 'branches.open') },
        ]}
      />
    </FormDialog>
  );
};

/** Where the club sells. */
export const BranchesPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const [open, setOpen] = useState<Branch | 'new'>();
  const list = useList('listBranches');
  const stateOf = ({ closed }: Branch): string => say(closed ? 'branches.closed' : 'branches.open');
  const columns: readonly ListColumn<Branch>[] = [
    {
      id: 'name',
      name: say('account.name'),
      show: ({ name, code }) => (
        <>
          <b>
            <bdi>{name}</bdi>
          </b>
          {code !== name && (
            <small>
              <Ltr>{code}</Ltr>
            </small>
          )}
        </>
      ),
      text: ({ name }) => name,
    },
    {
      id: 'state',
      name: say('staff.state'),
      show: (branch) => <Badge tone={branch.closed ? 'warn' : 'good'}>{stateOf(branch)}</Badge>,
      text: stateOf,
    },
    ...(may('changeBranch')
      ? [
          {
            id: 'acts',
            name: say('table.acts'),
            show: (branch: Branch) => (
              <Button small onPress={() => setOpen(branch)}>
                {say('staff.change')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Page
      title={say('branches.title')}
      scope={say('branches.scope')}
      acts={
        <>
          <CsvButton name="branches" columns={columns} readAll={() => api.items('listBranches')} />
          <Button kind="primary" onPress={() => setOpen('new')}>
            <Icon of={Plus} size="sm" />
            {say('branches.new')}
          </Button>
        </>
      }
    >
      <Card isBare>
        <ListTable
          label={say('branches.title')}
          columns={columns}
          list={list}
          idOf={({ id }) => id}
          failed={say('branches.failed')}
          empty={<Empty icon={Store} title={say('branches.empty')} text={say('branches.empty-text')} />}
        />
      </Card>
      {open !== undefined && (
        <BranchForm {...(open !== 'new' && { branch: open })} onClose={() => setOpen(undefined)} />
      )}
    </Page>
  );
};
