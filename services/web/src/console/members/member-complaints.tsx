import type { Complaint } from '@vafa/client';
import { Link } from '@tanstack/react-router';
import { MessageCircle } from 'lucide-react';
import { useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { Badge } from '../../kit/marks.tsx';
import { Empty } from '../../kit/states.tsx';
import { ListTable, type ListColumn } from '../parts/list-table.tsx';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';

const tones = { open: 'warn', answered: 'good', closed: undefined } as const;

/** What the member has complained about, with the way to each conversation. */
export const MemberComplaints = ({ memberId }: { readonly memberId: string }) => {
  const say = useConsoleSay();
  const days = useDays();
  const list = useList('listComplaints', { query: { member_id: memberId } });
  const columns: readonly ListColumn<Complaint>[] = [
    {
      id: 'subject',
      name: say('complaints.subject'),
      show: ({ id, subject }) => (
        <Link to="/service" search={{ complaint: id }}>
          <bdi>{subject}</bdi>
        </Link>
      ),
    },
    {
      id: 'state',
      name: say('complaints.state'),
      show: ({ status }) => (
        <Badge {...(tones[status] !== undefined && { tone: tones[status] })}>{say(`service.${status}`)}</Badge>
      ),
    },
    {
      id: 'opened',
      name: say('complaints.opened'),
      show: ({ opened_at: at }) => formatDay(new Date(at), days),
    },
  ];
  return (
    <ListTable
      label={say('service.title')}
      columns={columns}
      list={list}
      idOf={({ id }) => id}
      failed={say('service.failed')}
      empty={<Empty icon={MessageCircle} title={say('complaints.empty')} text={say('complaints.empty-text')} />}
    />
  );
};
