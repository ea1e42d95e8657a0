import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useEffect, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { access, api } from '../api/client.ts';
import { failureOf } from '../api/failures.ts';
import { FrontFrame } from '../front/front-frame.tsx';
import { Button } from '../kit/button.tsx';
import { useClub, WithClub } from '../kit/club-settings.tsx';
import { localeOf } from '../kit/formats/language.ts';
import { calendarOf } from '../kit/look.ts';
import { useSignInSay } from './say.ts';
import { Failed, Loading } from '../kit/states.tsx';
import { keptClub, keepClub } from './kept-club.ts';
import { session, type Person } from './session.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { StepUp } from './step-up.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { SignedInContext, useSessionState, type Club } from './use-session.ts';
import front from '../front/front.module.css';
import styles from './sign-in.module.css';

const Waiting = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => {
  const say = useSignInSay();
  return (
    <main className={styles.waiting}>
      {error === null || error === undefined ? (
        <Loading />
      ) : (
        <>
          <h1 className={styles.hidden}>{say('sign-in.failed')}</h1>
          <Failed what={say('sign-in.failed')} failure={failureOf(error, say)} onRetry={onRetry} />
        </>
      )}
    </main>
  );
};

type Room = 'till' | 'console';

/** Which of several clubs: an account of all clubs says it once, and the browser keeps it. */
const ChooseClub = ({
  clubs,
  onChoose,
  room,
}: {
  clubs: readonly Club[];
  onChoose: (code: string) => void;
  room: Room;
}) => {
  const say = useSignInSay();
  return (
    <FrontFrame>
      <div className={front.box}>
        <h1>{say(clubs.length === 0 ? 'clubs.none' : 'clubs.title')}</h1>
        <div className={styles.clubs}>
          {clubs.map(({ code, name }) => (
            <Button key={code} wide onPress={() => onChoose(code)}>
              <bdi>{name}</bdi>
            </Button>
          ))}
        </div>
        {room === 'console' && <a href="/console/setup">{say('clubs.new')}</a>}
      </div>
    </FrontFrame>
  );
};

/** Knows the club of who has signed in, and gives the pages its name, its days and its money. */
const InClub = ({ person, room, children }: SignedInProps & { readonly person: Person }) => {
  const outer = useClub();
  const queries = useQueryClient();
  const isOfAll = person.club_id === null;
  const [chosen, setChosen] = useState(keptClub);
  const clubs = useQuery({ queryKey: ['clubs'], queryFn: () => api.items('listClubs'), enabled: isOfAll });
  const known =
    clubs.data?.find(({ code }) => code === chosen) ?? (clubs.data?.length === 1 ? clubs.data[0] : undefined);
  access.club = isOfAll ? known?.code : undefined;
  const club = useQuery({
    queryKey: ['club', access.club],
    queryFn: () => api.call('getClub'),
    enabled: !isOfAll || known !== undefined,
  });
  const goTo = (code: string): void => {
    keepClub(code);
    access.club = code;
    setChosen(code);
    // What was read is of another club.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'clubs' });
  };
  const { data } = club;
  if (data === undefined) {
    if (clubs.data !== undefined && known === undefined)
      return <ChooseClub clubs={clubs.data} onChoose={goTo} room={room} />;
    const error = clubs.error ?? club.error;
    return <Waiting error={error} onRetry={() => void (clubs.error === null ? club : clubs).refetch()} />;
  }
  const { language } = outer;
  const calendar = calendarOf(data.calendar, person.staff_id);
  return (
    <I18nProvider locale={localeOf(language, calendar)}>
      <WithClub
        club={{ name: data.name, zone: data.time_zone, calendar, money: data.display_unit }}
        language={language}
      >
        <SignedInContext value={{ person, club: data, clubs: clubs.data ?? [data], goTo }}>{children}</SignedInContext>
      </WithClub>
    </I18nProvider>
  );
};

interface SignedInProps {
  readonly room: Room;
  readonly children: ReactNode;
}

/** Shows its pages, of no club, to who has signed in, and the door to everybody else. */
export const SignedInPerson = ({
  room,
  children,
}: {
  readonly room: Room;
  readonly children: (person: Person) => ReactNode;
}) => {
  const state = useSessionState();
  const queries = useQueryClient();
  useEffect(() => {
    if (session.current().stage === 'reading') void session.read();
  }, []);
  useEffect(() => {
    if (state.stage === 'out') queries.clear();
  }, [state.stage, queries]);
  if (state.stage === 'out') return <SignInPage room={room} />;
  if (state.stage === 'reading') return <Waiting error={undefined} onRetry={() => undefined} />;
  if (state.stage === 'failed') return <Waiting error={state.error} onRetry={() => void session.read()} />;
  return (
    <>
      <Fragment key={state.person.staff_id}>{children(state.person)}</Fragment>
      <SignInAgain person={state.person} isOpen={state.asks === 'sign-in'} />
      {state.asks === 'password' && <StepUp person={state.person} />}
    </>
  );
};

/** Shows its pages to who has signed in and has a club, and the door to everybody else. */
export const SignedIn = ({ room, children }: SignedInProps) => (
  <SignedInPerson room={room}>
    {(person) => (
      <InClub person={person} room={room}>
        {children}
      </InClub>
    )}
  </SignedInPerson>
);
