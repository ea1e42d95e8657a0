import { useQuery } from '@tanstack/react-query';
import { VisuallyHidden } from 'react-aria-components';
import { api } from '../api/client.ts';
import { failureOf } from '../api/failures.ts';
import { useSayIfKnown } from '../kit/say.ts';
import { Failed, Loading } from '../kit/states.tsx';
import styles from '../front/front.module.css';
import { useTillSay } from './say.ts';

/** Whether what the club is made of answers, asked anew every half minute. */
export const ClubState = () => {
  const say = useTillSay();
  const sayIfKnown = useSayIfKnown();
  const { data, error, refetch } = useQuery({
    queryKey: ['ready'],
    queryFn: () => api.call('isReady'),
    refetchInterval: 30_000,
  });
  if (error)
    return <Failed what={say('front.state-failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={3} />;
  return (
    <ul className={styles.parts}>
      {Object.entries(data.checks).map(([part, answers]) => {
        return (
          <li key={part}>
            <span className={styles.dot} data-silent={answers === 'up' ? undefined : true} aria-hidden />
            {sayIfKnown(`front.part.${part}`) ?? part}
            <VisuallyHidden>{say(answers === 'up' ? 'front.answers' : 'front.silent')}</VisuallyHidden>
          </li>
        );
      })}
    </ul>
  );
};
