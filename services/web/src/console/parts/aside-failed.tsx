import { notifyManager, useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { useConsoleSay } from '../words/say.ts';
import styles from './page.module.css';

/** It failed and has nothing to show; while it is tried again nothing is known either. */
const isUnread = ({ state }: Query): boolean => state.data === undefined && state.errorUpdateCount > 0;
const isAside = ({ meta }: Query): boolean => meta?.isAside === true;

/** One that failed of those that nobody else tells of. A page that tells of a failure itself needs no second one. */
const unreadIn = (queries: QueryClient): Query | undefined => {
  const unread = queries.getQueryCache().findAll({ type: 'active', predicate: isUnread });
  return unread.every(isAside) ? unread[0] : undefined;
};

/** Says above a page that something beside it could not be read: choices of a form, marks, names. */
export const AsideFailed = () => {
  const say = useConsoleSay();
  const queries = useQueryClient();
  const follow = useCallback(
    (hear: () => void) => queries.getQueryCache().subscribe(notifyManager.batchCalls(hear)),
    [queries],
  );
  const unread = useSyncExternalStore(follow, () => unreadIn(queries));
  const last = useRef<unknown>(undefined);
  last.current = unread?.state.error ?? last.current;
  if (unread === undefined || last.current === undefined) return null;
  const { cause, traceId } = failureOf(last.current, say);
  return (
    <div className={styles.aside}>
      <Banner tone="warn" icon={CircleAlert} title={say('aside.failed')}>
        {cause}{' '}
        {traceId !== undefined && (
          <small>
            {say('state.trace')} <Ltr>{traceId}</Ltr>
          </small>
        )}{' '}
        <Button
          kind="link"
          onPress={() => void queries.refetchQueries({ type: 'active', predicate: (each) => isUnread(each) })}
        >
          {say('state.retry')}
        </Button>
      </Banner>
    </div>
  );
};
