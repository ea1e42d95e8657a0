import type { ItemOf } from '@vafa/client';
import { History } from 'lucide-react';
import { useDays } from '../../kit/club-settings.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { Ltr } from '../../kit/marks.tsx';
import { Empty } from '../../kit/states.tsx';
import { ListTable, type ListColumn } from '../parts/list-table.tsx';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';

type Correction = ItemOf<'listMemberCorrections'>;

/** What was corrected, by whom and why; never a value. */
export const Corrections = ({ memberId }: { readonly memberId: string }) => {
  const say = useConsoleSay();
  const days = useDays();
  const list = useList('listMemberCorrections', { path: { member_id: memberId } });
  const names: Readonly<Record<string, string>> = {
    name: say('member.name'),
    phone: say('member.phone'),
    email: say('member.email'),
    card: say('member.card'),
    card_number: say('member.card'),
    external_id: say('member.external_id'),
    birth_date: say('member.birth_date'),
    consents: say('consent.title'),
  };
  const columns: readonly ListColumn<Correction>[] = [
    {
      id: 'what',
      name: say('corrections.fields'),
      show: ({ fields, reason }) => (
        <>
          <b>{fields.map((name) => names[name] ?? name).join(say('list.comma'))}</b>
          {reason !== '' && (
            <small>
              <bdi>{reason}</bdi>
            </small>
          )}
        </>
      ),
    },
    { id: 'by', name: say('corrections.by'), show: ({ by }) => <Ltr>{by}</Ltr> },
    {
      id: 'at',
      name: say('corrections.at'),
      show: ({ at }) => `${formatDay(new Date(at), days)}${say('list.comma')}${formatTime(new Date(at), days)}`,
    },
  ];
  return (
    <ListTable
      label={say('corrections.title')}
      columns={columns}
      list={list}
      idOf={({ revision }) => String(revision)}
      failed={say('corrections.failed')}
      empty={<Empty icon={History} title={say('corrections.empty')} text={say('corrections.empty-text')} />}
    />
  );
};
