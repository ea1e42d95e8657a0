import type { Approval } from '@vafa/client';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Hourglass } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { Badge, Ltr } from '../../kit/marks.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { Stack } from '../parts/page.tsx';
import { useConsoleSay } from '../words/say.ts';
import { toneOf, useTextOf } from './approval-words.ts';
import { Changes } from './changes.tsx';
import { DecideDialog, type Act } from './decide-dialog.tsx';
import styles from './approvals.module.css';

/** Whose key or account it is; a key may have no name. */
export const useAsker = (): ((of: Approval) => string) => {
  const say = useConsoleSay();
  return ({ asked_by_name: name }) => (name === '' ? say('audit.key') : name);
};

const Subject = ({ of: { subject, operation } }: { readonly of: Approval }) => {
  const may = useMay();
  const isMember = (operation === 'adjustBalance' || operation === 'openBalance') && may('getMember');
  const { data } = useQuery({
    queryKey: ['member', subject],
    queryFn: () => api.call('getMember', { path: { member_id: subject } }),
    enabled: isMember,
  });
  const name = data?.name ?? '';
  const shown = name === '' ? <Ltr>{subject}</Ltr> : <bdi>{name}</bdi>;
  return isMember ? <Link to={`/members/${subject}`}>{shown}</Link> : shown;
};

const Body = ({ of }: { readonly of: Approval }) => {
  const say = useConsoleSay();
  const days = useDays();
  const textOf = useTextOf();
  const asker = useAsker();
  const [act, setAct] = useState<Act>();
  const moment = (at: string): string =>
    `${formatDay(new Date(at), days)}${say('list.comma')}${formatTime(new Date(at), days)}`;
  const isOpen = of.state === 'pending';
  return (
    <Card
      title={textOf('op', of.operation) ?? of.operation}
      scope={say('approvals.by', { name: asker(of) })}
      aside={
        <Badge tone={toneOf[of.state]} hasDot>
          {say(`approvals.state.${of.state}`)}
        </Badge>
      }
    >
      <Stack>
        {of.state === 'failed' && (
          <Banner tone="bad" icon={CircleAlert} title={say('approvals.failed-title')}>
            {textOf('code', of.code ?? '') ?? <Ltr>{of.code ?? ''}</Ltr>}
          </Banner>
        )}
        {isOpen && of.own && (
          <Banner tone="info" icon={Hourglass} title={say('approvals.own-title')}>
            {say('approvals.own-text')}
          </Banner>
        )}
        <Changes before={of.before} after={of.after} />
        <KeyValues
          rows={[
            ...(of.subject === '' ? [] : [[say('approvals.subject'), <Subject key="subject" of={of} />] as const]),
            [say('adjust.reason'), of.reason === null ? '—' : <bdi key="reason">{of.reason}</bdi>],
            [say('approvals.asked-at'), moment(of.asked_at)],
            ...(isOpen ? [[say('approvals.ends-at'), moment(of.ends_at)] as const] : []),
            ...(of.decided_at === null
              ? []
              : ([
                  [say('approvals.decided-by'), <bdi key="by">{of.decided_by_name ?? ''}</bdi>],
                  [say('approvals.decided-at'), moment(of.decided_at)],
                  [say('approvals.note'), of.note === null ? '—' : <bdi key="note">{of.note}</bdi>],
                ] as const)),
          ]}
        />
        {of.body !== null && (
          <details className={styles.sent}>
            <summary>{say('approvals.sent')}</summary>
            <pre>{of.body}</pre>
          </details>
        )}
        {isOpen && (of.may_decide || of.own) && (
          <div className={styles.acts}>
            {of.may_decide && (
              <>
                <Button kind="primary" onPress={() => setAct('approve')}>
                  {say('approvals.approve')}
                </Button>
                <Button kind="danger" onPress={() => setAct('reject')}>
                  {say('approvals.reject')}
                </Button>
              </>
            )}
            {of.own && <Button onPress={() => setAct('withdraw')}>{say('approvals.withdraw')}</Button>}
          </div>
        )}
      </Stack>
      {act !== undefined && <DecideDialog of={of} act={act} onClose={() => setAct(undefined)} />}
    </Card>
  );
};

/** One request: who wants what, of whom, before and after; and what this person may do with it. */
export const ApprovalCard = ({ id }: { readonly id: string }) => {
  const say = useConsoleSay();
  const { data, error, refetch } = useQuery({
    queryKey: ['approval', id],
    queryFn: () => api.call('getApproval', { path: { approval_id: id } }),
  });
  if (data !== undefined) return <Body of={data} />;
  if (error === null) return <Loading />;
  return (
    <Card isBare>
      <Failed what={say('approvals.one-failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
    </Card>
  );
};
