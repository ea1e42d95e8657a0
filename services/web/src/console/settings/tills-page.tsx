import type { AnswerOf, ItemOf } from '@vafa/client';
import { MonitorSmartphone, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { plainDigits, withDigits } from '../../kit/formats/numbers.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Icon } from '../../kit/icon.tsx';
import { SecretDialog } from '../../kit/secret-dialog.tsx';
import { Select } from '../../kit/select.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useBranches } from '../parts/branches.ts';
import { useFilters } from '../parts/filters.ts';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';

type Till = ItemOf<'listTills'>;
type Code = AnswerOf<'createTillCode'>;

const PairForm = ({ onClose, onCode }: { readonly onClose: () => void; readonly onCode: (code: Code) => void }) => {
  const say = useConsoleSay();
  const { branches, isReading } = useBranches();
  const open = branches.filter(({ closed }) => !closed);
  const [branch, setBranch] = useState('');
  const [till, setTill] = useState('');
  const [isTried, setTried] = useState(false);
  const chosen = branch === '' ? (open.length === 1 ? (open[0]?.code ?? '') : '') : branch;
  const write = useWrite(
    (body: { branch: string; till: string }, key) => api.call('createTillCode', { body, key }),
    (code) => {
      onClose();
      onCode(code);
    },
  );
  const submit = (): void => {
    setTried(true);
    if (chosen !== '' && till.trim() !== '') void write.run({ branch: chosen, till: plainDigits(till).trim() });
  };
  return (
    <FormDialog
      title={say('tills.new')}
      text={say('tills.new-text')}
      act={say('tills.make-code')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={say('tills.branch')}
        options={open.map(({ code, name }) => ({ id: code, name }))}
        isReading={isReading}
        value={chosen}
        onChoose={setBranch}
        error={isTried && chosen === '' ? say('tills.branch-missing') : undefined}
      />
      <Field
        label={say('tills.till')}
        hint={say('tills.till-hint')}
        value={till}
        onChange={setTill}
        error={isTried && till.trim() === '' ? say('tills.till-missing') : undefined}
        isLtr
      />
      <FormProblem failure={write.failure} />
    </FormDialog>
  );
};

const RevokeTill = ({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const write = useWrite(
    (id: string) => api.call('revokeTill', { path: { till_id: id } }),
    () => {
      changed();
      onClose();
      tellDone(say('tills.revoked', { till: till.till }));
    },
  );
  return (
    <FormDialog
      title={say('tills.revoke-title', { till: till.till })}
      text={say('tills.revoke-text')}
      act={say('tills.revoke')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      isDangerous
      onSubmit={() => void write.run(till.id)}
      onClose={onClose}
    >
      <FormProblem failure={write.failure} />
    </FormDialog>
  );
};

/** Devices that sell for the club. */
export const TillsPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const days = useDays();
  const { language } = useClub();
  const { nameOf } = useBranches();
  const { values, set } = useFilters(['new']);
  const [code, setCode] = useState<Code>();
  const [revoked, setRevoked] = useState<Till>();
  const list = useList('listTills');
  const columns: readonly ListColumn<Till>[] = [
    {
      id: 'till',
      name: say('tills.till'),
      show: ({ till, branch_id: branch }) => (
        <>
          <b>{say('tills.name', { till: withDigits(till, language) })}</b>
          <small>{nameOf(branch)}</small>
        </>
      ),
      text: ({ till }) => till,
    },
    {
      id: 'used',
      name: say('tills.used'),
      show: ({ last_used_at: at }) =>
        at === null ? say('tills.never') : formatRelative(new Date(at), new Date(), days),
      text: ({ last_used_at: at }) => at ?? '',
    },
    {
      id: 'since',
      name: say('tills.since'),
      show: ({ created_at: at }) => formatDay(new Date(at), days),
      text: ({ created_at: at }) => at,
    },
    ...(may('revokeTill')
      ? [
          {
            id: 'acts',
            name: say('table.acts'),
            show: (till: Till) => (
              <Button small kind="danger" onPress={() => setRevoked(till)}>
                {say('tills.revoke')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  const pair = may('createTillCode') && (
    <Button kind="primary" onPress={() => set({ new: 'yes' })}>
      <Icon of={Plus} size="sm" />
      {say('tills.new')}
    </Button>
  );
  return (
    <Page
      title={say('section.tills')}
      scope={say('tills.scope')}
      acts={
        <>
          <CsvButton name="tills" columns={columns} readAll={() => api.items('listTills')} />
          {pair}
        </>
      }
    >
      <Card isBare>
        <ListTable
          label={say('section.tills')}
          columns={columns}
          list={list}
          idOf={({ id }) => id}
          failed={say('tills.failed')}
          empty={<Empty icon={MonitorSmartphone} title={say('tills.empty')} text={say('tills.empty-text')} />}
        />
      </Card>
      {values.new !== '' && may('createTillCode') && <PairForm onClose={() => set({ new: '' })} onCode={setCode} />}
      {revoked !== undefined && <RevokeTill till={revoked} onClose={() => setRevoked(undefined)} />}
      {code !== undefined && (
        <SecretDialog
          title={say('tills.code-title')}
          text={say('tills.code-text', { time: formatTime(new Date(code.ends_at), days) })}
          secret={code.code}
          onClose={() => setCode(undefined)}
        />
      )}
    </Page>
  );
};
