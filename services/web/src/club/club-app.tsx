import { useQuery } from '@tanstack/react-query';
import { ApiProblem, NotReachable } from '@vafa/client';
import { Store } from 'lucide-react';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { failureOf } from '../api/failures.ts';
import { Empty, Failed, Loading } from '../kit/states.tsx';
import { WithBrand } from './brand.tsx';
import styles from './club.module.css';
import { keep, keptOf } from './kept.ts';
import { member, useMember } from './member.ts';
import { ClubPages } from './pages.tsx';
import { clubCode } from './place.ts';
import { SignIn } from './pages/sign-in.tsx';
import { useSay } from './say.ts';
import type { Brand } from './brand-context.ts';

/** Asks which club it is where the address does not say. */
const readBrand = async (): Promise<Brand> => {
  if (clubCode === '') {
    const only = await api.call('getOnlyBrand');
    location.replace(`/club/${only.code}${location.search}`);
    return only;
  }
  const brand = await api.call('getBrand', { path: { club_code: clubCode } });
  keep('brand', brand);
  return brand;
};

const Members = () => {
  const say = useSay();
  const state = useMember();
  useEffect(() => void member.read(), []);
  if (state.stage === 'in')
    return (
      <>
        <div inert={state.isOver}>
          <ClubPages />
        </div>
        {state.isOver && (
          <div className={styles.over}>
            <SignIn isOver />
          </div>
        )}
      </>
    );
  if (state.stage === 'out') return <SignIn />;
  if (state.stage !== 'failed') return <Waiting />;
  return (
    <main className={styles.waiting}>
      <h1 className={styles.hidden}>{say('club.start')}</h1>
      <Failed
        what={say('club.start-failed')}
        failure={failureOf(state.error, say)}
        onRetry={() => void member.read()}
      />
    </main>
  );
};

const Waiting = () => (
  <main className={styles.waiting}>
    <h1 className={styles.hidden}>{useSay()('club.start')}</h1>
    <Loading lines={4} />
  </main>
);

/** The look of the club first, then whoever has signed in. */
export const ClubApp = () => {
  const say = useSay();
  const kept = keptOf<Brand>('brand');
  const { data, error, refetch } = useQuery({
    queryKey: ['brand'],
    queryFn: readBrand,
    networkMode: 'always',
    retry: (failed, failure) => failed < 1 && !(failure instanceof NotReachable || failure instanceof ApiProblem),
    ...(kept && { initialData: kept.value, initialDataUpdatedAt: kept.at }),
  });
  if (data !== undefined && clubCode !== '')
    return (
      <WithBrand brand={data}>
        <Members />
      </WithBrand>
    );
  if (!error) return <Waiting />;
  const isUnknown = error instanceof ApiProblem && error.status === 404;
  return (
    <main className={styles.waiting}>
      <h1 className={styles.hidden}>{say('club.start')}</h1>
      {isUnknown ? (
        <Empty icon={Store} title={say('club.unknown')} text={say('club.unknown-text')} />
      ) : (
        <Failed what={say('club.start-failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
      )}
    </main>
  );
};
