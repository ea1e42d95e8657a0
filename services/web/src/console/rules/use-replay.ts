import type { ReplayedRules } from '@vafa/client';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import type { Failure } from '../../kit/states.tsx';
import { ruleOf, type Draft } from './draft.ts';
import { nothingReplayed, withReplayed, type ReplaySum } from './replay-sum.ts';
import { useRulesSay } from './say.ts';

/** Walks over recorded sales with a draft, some hundred at a time, until the end or until it is stopped. */
export const useReplay = () => {
  const say = useRulesSay();
  const [sum, setSum] = useState<ReplaySum>();
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const stopping = useRef<AbortController>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);
  const run = async (draft: Draft, from: Date, to: Date): Promise<void> => {
    const { signal } = (stopping.current = new AbortController());
    const body = { from: from.toISOString(), to: to.toISOString(), rule: ruleOf(draft) };
    setFailure(undefined);
    setRunning(true);
    let all = nothingReplayed;
    setSum(all);
    try {
      for (let after: string | null = ''; after !== null && !signal.aborted; ) {
        const answer: ReplayedRules = await api.call('replayEarningRules', {
          body: { ...body, ...(after !== '' && { after }) },
          signal,
        });
        all = withReplayed(all, answer);
        setSum(all);
        after = answer.next;
      }
    } catch (error) {
      if (!signal.aborted) setFailure(failureOf(error, say));
    } finally {
      setRunning(false);
    }
  };
  return { sum, isRunning, failure, run, stop: () => stopping.current?.abort(), forget: () => setSum(undefined) };
};
