import type { ItemOf } from '@vafa/client';
import { useNavigate } from '@tanstack/react-router';
import { Search, UserPlus, Users } from 'lucide-react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatCard, formatPhone } from '../../kit/formats/identities.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr, None } from '../../kit/marks.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { Empty } from '../../kit/states.tsx';
import { useMay, useMayList } from '../../sign-in/use-session.ts';
import { useFilters } from '../parts/filters.ts';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';
import { MemberForm } from './member-form.tsx';
import { isLookUp, memberQuery } from './member-query.ts';
import styles from './members.module.css';

type Member = ItemOf<'findMembers'>;

const useColumns = (): readonly ListColumn<Member>[] => {
  const say = useConsoleSay();
  const days = useDays();
  return [
    {
      id: 'name',
      name: say('members.name'),
      show: ({ name, external_id: external }) => (
        <>
          <b>
            <bdi>{name ?? say('members.nameless')}</bdi>
          </b>
          {external !== null && (
            <small>
              <Ltr>{external}</Ltr>
            </small>
          )}
        </>
      ),
      text: ({ name, external_id: external }) => name ?? external ?? '',
    },
    {
      id: 'phone',
      name: say('members.phone'),
      show: ({ phone }) => (phone === null ? <None /> : <Ltr>{formatPhone(phone, days.language)}</Ltr>),
      text: ({ phone }) => phone ?? '',
    },
    {
      id: 'card',
      name: say('members.card'),
      show: ({ card }) => (card === null ? <None /> : <Ltr>{formatCard(card, days.language)}</Ltr>),
      text: ({ card }) => card ?? '',
    },
    {
      id: 'since',
      name: say('members.since'),
      show: ({ member_since: since }) => formatDay(new Date(since), days),
      text: ({ member_since: since }) => since,
    },
  ];
};

/** Everybody in the club, or those who are looked for. */
export const MembersPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const navigate = useNavigate();
  const columns = useColumns();
  const { values, set, clear } = useFilters(['q', 'new']);
  const query = memberQuery(values.q);
  const mayList = useMayList();
  const isAsked = mayList || isLookUp(query);
  const list = useList('findMembers', { query }, isAsked);
  const toMember = (id: string): void => void navigate({ to: `/members/${id}` });
  return (
    <Page
      title={say('section.members')}
      scope={say(mayList ? 'members.scope' : 'members.scope-look-up')}
      acts={
        <>
          {may('createStaff') && (
            <CsvButton name="members" columns={columns} readAll={() => api.items('findMembers', { query })} />
          )}
          {may('enrolMember') && (
            <Button kind="primary" onPress={() => set({ new: 'yes' })}>
              <Icon of={UserPlus} size="sm" />
              {say('members.enrol')}
            </Button>
          )}
        </>
      }
    >
      <Card isBare>
        <div className={styles.bar}>
          <SearchField
            label={say('members.search')}
            placeholder={say('members.search-place')}
            value={values.q}
            onSearch={(q) => set({ q })}
          />
        </div>
        {isAsked ? (
          <ListTable
            label={say('section.members')}
            columns={columns}
            list={list}
            idOf={({ id }) => id}
            onOpen={toMember}
            failed={say('members.failed')}
            empty={<Empty icon={Users} title={say('members.empty')} text={say('members.empty-text')} />}
            filtered={values.q !== '' ? { words: values.q, onClear: clear } : undefined}
          />
        ) : (
          <Empty icon={Search} title={say('members.look-up')} text={say('members.look-up-text')} />
        )}
      </Card>
      {values.new !== '' && may('enrolMember') && <MemberForm onClose={() => set({ new: '' })} onEnrolled={toMember} />}
    </Page>
  );
};
