import type { ItemOf } from '@vafa/client';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, lastMomentBefore } from '../../kit/formats/dates.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge } from '../../kit/marks.tsx';
import { SecretDialog } from '../../kit/secret-dialog.tsx';
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
import { KeyForm, type NewKey } from './key-form.tsx';
import { useVerbWords } from './verb-words.ts';

type Key = ItemOf<'listApiKeys'>;

const RevokeKey = ({ of, onClose }: { readonly of: Key; readonly onClose: () => void }) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const write = useWrite(
    (id: string) => api.call('revokeApiKey', { path: { api_key_id: id } }),
    () => {
      changed();
      onClose();
      tellDone(say('keys.revoked', { name: of.name }));
    },
  );
  return (
    <FormDialog
      title={say('keys.revoke-title', { name: of.name })}
      text={say('keys.revoke-text')}
      act={say('keys.revoke')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      isDangerous
      onSubmit={() => void write.run(of.id)}
      onClose={onClose}
    >
      <FormProblem failure={write.failure} />
    </FormDialog>
  );
};

/** Keys by which programs speak to the club. */
export const KeysPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const days = useDays();
  const { nameOf } = useBranches();
  const { values, set } = useFilters(['new']);
  const [made, setMade] = useState<NewKey>();
  const [revoked, setRevoked] = useState<Key>();
  const list = useList('listApiKeys');
  const wordsOf = useVerbWords();
  // A role and verbs: it may what both allow.
  const mayDo = ({ verbs, role }: Key): string =>
    [
      ...(role === null ? [] : [say(`role.${role}`)]),
      ...(role !== null && verbs.includes('*') ? [] : [wordsOf(verbs)]),
    ].join(say('keys.only'));
  const columns: readonly ListColumn<Key>[] = [
    {
      id: 'name',
      name: say('account.name'),
      show: ({ name, branch_ids: ids }) => (
        <>
          <b>
            <bdi>{name}</bdi>
          </b>
          <small>{ids.length === 0 ? say('shell.all-branches') : ids.map(nameOf).join(say('list.comma'))}</small>
        </>
      ),
      text: ({ name }) => name,
    },
    {
      id: 'may',
      name: say('keys.may'),
      show: mayDo,
      text: mayDo,
    },
    {
      id: 'used',
      name: say('tills.used'),
      show: ({ last_used_at: at }) =>
        at === null ? say('tills.never') : formatRelative(new Date(at), new Date(), days),
      text: ({ last_used_at: at }) => at ?? '',
    },
    {
      id: 'ends',
      name: say('keys.ends'),
      show: ({ ends_at: end }) =>
        end === null ? (
          say('keys.no-end')
        ) : (
          <Badge tone={new Date(end) < new Date() ? 'bad' : 'line'}>{formatDay(lastMomentBefore(end), days)}</Badge>
        ),
      text: ({ ends_at: end }) => end ?? '',
    },
    ...(may('revokeApiKey')
      ? [
          {
            id: 'acts',
            name: say('table.acts'),
            show: (key: Key) => (
              <Button small kind="danger" onPress={() => setRevoked(key)}>
                {say('keys.revoke')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Page
      title={say('keys.title')}
      scope={say('keys.scope')}
      acts={
        <>
          <CsvButton name="api-keys" columns={columns} readAll={() => api.items('listApiKeys')} />
          {may('createApiKey') && (
            <Button kind="primary" onPress={() => set({ new: 'yes' })}>
              <Icon of={Plus} size="sm" />
              {say('keys.new')}
            </Button>
          )}
        </>
      }
    >
      <Card isBare>
        <ListTable
          label={say('keys.title')}
          columns={columns}
          list={list}
          idOf={({ id }) => id}
          failed={say('keys.failed')}
          empty={<Empty icon={KeyRound} title={say('keys.empty')} text={say('keys.empty-text')} />}
        />
      </Card>
      {values.new !== '' && may('createApiKey') && <KeyForm onClose={() => set({ new: '' })} onMade={setMade} />}
      {revoked !== undefined && <RevokeKey of={revoked} onClose={() => setRevoked(undefined)} />}
      {made !== undefined && (
        <SecretDialog
          title={say('keys.secret-title', { name: made.name })}
          text={say('keys.secret-text')}
          secret={made.secret}
          onClose={() => setMade(undefined)}
        />
      )}
    </Page>
  );
};
