import type { DeadLetter } from '@vafa/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { createContext, use } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatRelative } from '../../kit/formats/relative.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Ltr } from '../../kit/marks.tsx';
import { useSayIfKnown } from '../../kit/say.ts';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import type { EventType } from './event-words-en.ts';
import type { LetterReason } from './letter-reasons-en.ts';
import { useLedgerSay } from './say.ts';
import styles from './ledger.module.css';

const key = ['dead-letters'];

interface LetterWords {
  readonly events: Readonly<Record<EventType, string>>;
  readonly reasons: Readonly<Record<LetterReason, string>>;
}

/** They come with the page: no other one needs them. */
const WordsContext = createContext<Readonly<Record<keyof LetterWords, Readonly<Record<string, string>>>>>({
  events: {},
  reasons: {},
});

/** A service as people call it; one that has no name yet as it stands. */
const Reader = ({ name }: { readonly name: string }) => useSayIfKnown()(`letters.reader.${name}`) ?? <Ltr>{name}</Ltr>;

/** Why, in words; what the service itself has said is for who mends it. */
const Reason = ({ code, message }: { readonly code: string; readonly message: string }) => {
  const say = useLedgerSay();
  const { reasons } = use(WordsContext);
  return (
    <span className={styles.line}>
      {reasons[code] ?? say('letters.reason.other')}
      <details className={styles.detail}>
        <summary>{say('letters.detail')}</summary>
        <Ltr>{message === '' ? code : `${code}: ${message}`}</Ltr>
      </details>
    </span>
  );
};

const useColumns = (): readonly ListColumn<DeadLetter>[] => {
  const say = useLedgerSay();
  const { events } = use(WordsContext);
  const days = useDays();
  const { language } = useClub();
  return [
    {
      id: 'event',
      name: say('letters.event'),
      text: ({ type, event_id: id }) => `${type} ${id}`,
      show: ({ type, event_id: id }) => (
        <span className={styles.line}>
          <b>{events[type] ?? <Ltr>{type}</Ltr>}</b>
          <small>
            <Ltr>{id}</Ltr>
          </small>
        </span>
      ),
    },
    {
      id: 'reader',
      name: say('letters.reader'),
      text: ({ group }) => group,
      show: ({ group }) => <Reader name={group} />,
    },
    {
      id: 'reason',
      name: say('letters.reason'),
      text: ({ reason, message }) => `${reason}: ${message}`,
      show: ({ reason, message }) => <Reason code={reason} message={message} />,
    },
    {
      id: 'tries',
      name: say('letters.tries'),
      isFigures: true,
      text: ({ tries }) => String(tries),
      show: ({ tries }) => formatNumber(tries, language),
    },
    {
      id: 'at',
      name: say('letters.at'),
      text: ({ at }) => at,
      show: ({ at }) => formatRelative(new Date(at), new Date(), days),
    },
  ];
};

const DeadLettersPage = () => {
  const say = useLedgerSay();
  const queries = useQueryClient();
  const columns = useColumns();
  const read = useQuery({ queryKey: key, queryFn: () => api.call('listDeadLetters') });
  const letters = read.data?.items;
  const replay = useWrite(
    (_: undefined, intent) => api.call('replayDeadLetters', { body: {}, key: intent }),
    ({ replayed }) => {
      tellDone(say('letters.replayed', { count: replayed }));
      void queries.invalidateQueries({ queryKey: key });
    },
  );
  const list = {
    items: letters,
    error: read.error,
    retry: () => void read.refetch(),
    more: undefined,
    isReadingMore: false,
  };
  const count = letters?.length ?? 0;
  return (
    <Page
      title={say('letters.title')}
      scope={say('letters.scope')}
      acts={
        <>
          <CsvButton name="dead-letters" columns={columns} readAll={() => Promise.resolve(letters ?? [])} />
          {count > 0 && (
            <Dialog
              trigger={
                <Button kind="danger" busy={replay.isBusy ? say('letters.replaying') : undefined}>
                  {say('letters.replay')}
                </Button>
              }
              title={say('letters.replay.title', { count })}
              text={say('letters.replay.text')}
              acts={(close) => (
                <>
                  <Button autoFocus onPress={close}>
                    {say('letters.replay.keep')}
                  </Button>
                  <Button
                    kind="kill"
                    onPress={() => {
                      close();
                      void replay.run(undefined);
                    }}
                  >
                    {say('letters.replay.do')}
                  </Button>
                </>
              )}
            />
          )}
        </>
      }
    >
      <FormProblem failure={replay.failure} />
      <Card isBare>
        <ListTable
          label={say('letters.label')}
          columns={columns}
          list={list}
          idOf={({ id }) => id}
          failed={say('letters.failed')}
          empty={<Empty icon={CircleCheck} title={say('letters.empty')} text={say('letters.empty.text')} />}
        />
      </Card>
    </Page>
  );
};

/** Events that could not be applied, and the way to apply them again. The words for both come with the page. */
export const deadLettersRoom = (words: LetterWords) => () => (
  <WordsContext value={words}>
    <DeadLettersPage />
  </WordsContext>
);
