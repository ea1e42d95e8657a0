import type { ItemOf } from '@vafa/client';
import { useNavigate } from '@tanstack/react-router';
import { Copy, KeyRound, RotateCw } from 'lucide-react';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { formatTime } from '../../kit/formats/dates.ts';
import { endOfPhone } from '../../kit/formats/identities.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { useNow } from '../parts/use-now.ts';
import { useConsoleSay } from '../words/say.ts';

type Waiting = ItemOf<'listOutbox'>;

const CopyCode = ({ waiting }: { readonly waiting: Waiting }) => {
  const say = useConsoleSay();
  const { language } = useDays();
  const copy = (): void => void navigator.clipboard.writeText(waiting.code).then(() => tellDone(say('outbox.copied')));
  return (
    <Button small onPress={copy} aria-label={say('outbox.copy-of', { phone: endOfPhone(waiting.phone, language) })}>
      <Icon of={Copy} size="sm" />
      {say('outbox.copy')}
    </Button>
  );
};

const useColumns = (now: Date): readonly ListColumn<Waiting>[] => {
  const say = useConsoleSay();
  const days = useDays();
  return [
    {
      id: 'whom',
      name: say('outbox.whom'),
      show: ({ phone }) => (
        <>
          <b>
            <Ltr>{endOfPhone(phone, days.language)}</Ltr>
          </b>
          <small>{say('outbox.what')}</small>
        </>
      ),
    },
    {
      id: 'code',
      name: say('outbox.code'),
      isFigures: true,
      show: ({ code }) => (
        <b>
          <Ltr>{withDigits(code, days.language)}</Ltr>
        </b>
      ),
    },
    { id: 'asked', name: say('outbox.asked'), show: ({ asked_at: at }) => formatTime(new Date(at), days) },
    { id: 'ends', name: say('outbox.ends'), show: ({ ends_at: at }) => formatRelative(new Date(at), now, days) },
    { id: 'copy', name: say('table.acts'), show: (waiting) => <CopyCode waiting={waiting} /> },
  ];
};

/** Codes that wait to be told to members. It is read when it is asked for: each look is noted. */
export const OutboxPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const now = useNow();
  const navigate = useNavigate();
  const columns = useColumns(now);
  const list = useList('listOutbox');
  const items = list.items?.filter(({ ends_at: at }) => new Date(at) > now);
  return (
    <Page
      title={say('outbox.title')}
      scope={say('outbox.scope')}
      acts={
        <Button onPress={list.retry} busy={list.isReading ? say('outbox.looking') : undefined}>
          <Icon of={RotateCw} size="sm" />
          {say('outbox.again')}
        </Button>
      }
    >
      <Card isBare>
        <ListTable
          label={say('outbox.label')}
          columns={columns}
          list={{ ...list, items }}
          idOf={({ id }) => id}
          {...(may('getMember') && {
            onOpen: (id: string) => {
              const of = items?.find((each) => each.id === id);
              if (of !== undefined) void navigate({ to: `/members/${of.member_id}` });
            },
          })}
          failed={say('outbox.failed')}
          empty={<Empty icon={KeyRound} title={say('outbox.empty')} text={say('outbox.empty-text')} />}
          foot={say('outbox.foot')}
        />
      </Card>
    </Page>
  );
};
