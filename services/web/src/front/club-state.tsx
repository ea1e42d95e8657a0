import { useQuery } from '@tanstack/react-query';
import { VisuallyHidden } from 'react-aria-components';
import { api } from '../api/client.ts';
import { failureOf } from '../api/failures.ts';
import { Failed, Loading } from '../kit/states.tsx';
import { useSay } from '../kit/say.ts';
import { en, type WordId } from '../words/en.ts';
import styles from './front.module.css';

const partName = (part: string): WordId | undefined => {
  const id = `front.part.${part}`;
  return id in en ? (id as WordId) : undefined;
};

/** Whether what the club is made of answers, asked anew every half minute. */
export const ClubState = () => {
  const say = useSay();
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
        const name = partName(part);
        return (
          <li key={part}>
            <span className={styles.dot} data-silent={answers === 'up' ? undefined : true} aria-hidden />
            {name === undefined ? part : say(name)}
            <VisuallyHidden>{say(answers === 'up' ? 'front.answers' : 'front.silent')}</VisuallyHidden>
          </li>
        );
      })}
    </ul>
  );
};
