import type { Complaint } from '@vafa/client';
import { ArrowLeft, MessageSquarePlus, MessagesSquare } from 'lucide-react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Empty, Failed, Loading } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { CsvButton, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { AboutMember } from './about-member.tsx';
import { ListPane } from './list-pane.tsx';
import { useServiceSay } from './say.ts';
import { Thread } from './thread.tsx';
import { useComplaints, useRowKeys } from './use-complaints.ts';
import { useNow } from '../parts/use-now.ts';
import styles from './service.module.css';

const useColumns = (): readonly ListColumn<Complaint>[] => {
  const say = useServiceSay();
  const column = (id: string, name: string, text: (complaint: Complaint) => string): ListColumn<Complaint> => ({
    id,
    name,
    text,
    show: text,
  });
  return [
    column('subject', say('take.subject'), ({ subject }) => subject),
    column('text', say('take.text'), ({ text }) => text),
    column('status', say('service.filter'), ({ status }) => say(`service.${status}`)),
    column('opened', say('step.taken'), ({ opened_at: at }) => at),
    column('promised', say('service.order'), ({ promised_by: at }) => at),
    column('member', say('take.member'), ({ member_id: id }) => id),
    column('answers', say('step.answered'), ({ answers }) => String(answers.length)),
  ];
};

/** Complaints, the one that is looked at, and whose it is. */
export const ComplaintsPage = () => {
  const say = useServiceSay();
  const may = useMay();
  const now = useNow();
  const columns = useColumns();
  const complaints = useComplaints();
  useRowKeys(complaints);
  const { chosen, lookedUp, named, member, query, set, keep } = complaints;
  const take = may('openComplaint') && (
    <LinkButton to="/service/new" kind="primary">
      <Icon of={MessageSquarePlus} size="sm" />
      {say('service.new')}
    </LinkButton>
  );
  const back = (
    <span className={styles.back}>
      <Button small onPress={() => set({ complaint: '' })}>
        <Icon of={ArrowLeft} size="sm" flip />
        {say('service.back')}
      </Button>
    </span>
  );
  return (
    <Page
      title={say('service.title')}
      scope={say('service.scope')}
      acts={
        <>
          <CsvButton name="complaints" columns={columns} readAll={() => api.items('listComplaints', { query })} />
          {take}
        </>
      }
    >
      <div className={styles.inbox} data-open={named !== '' || undefined}>
        <ListPane of={complaints} now={now} take={take} />
        {chosen === undefined && named !== '' ? (
          <div className={styles.nothing}>
            {back}
            {lookedUp.error === null ? (
              <Loading />
            ) : (
              <Failed
                what={say('service.one-failed')}
                failure={failureOf(lookedUp.error, say)}
                onRetry={() => void lookedUp.refetch()}
              />
            )}
          </div>
        ) : chosen === undefined ? (
          <div className={styles.nothing}>
            <Empty icon={MessagesSquare} title={say('service.choose')} text={say('service.choose.text')} />
          </div>
        ) : (
          <>
            <Thread complaint={chosen} member={member.data} now={now} onAnswered={keep} back={back} />
            <AboutMember
              complaint={chosen}
              member={member.data}
              error={member.error}
              onRetry={() => void member.refetch()}
            />
          </>
        )}
      </div>
    </Page>
  );
};
