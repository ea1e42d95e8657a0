import type { LateAdjudication } from '@vafa/client';
import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import type { Failure } from '../../kit/states.tsx';
import { useRulesSay } from './say.ts';

export interface Sum {
  readonly sales: number;
  readonly points: bigint;
  readonly without: number;
}

const nothing: Sum = { sales: 0, points: 0n, without: 0 };

const plus = (sum: Sum, { sales, points, sales_without_points: without }: LateAdjudication): Sum => ({
  sales: sum.sales + sales,
  points: sum.points + BigInt(points),
  without: sum.without + without,
});

/** Walks over the sales of a period that earned nothing: counts what they would get, or gives it. */
export const useLate = (onGiven: (sum: Sum) => void) => {
  const say = useRulesSay();
  const [counted, setCounted] = useState<Sum>();
  const [running, setRunning] = useState<{ readonly dry: boolean; readonly sum: Sum }>();
  const [failure, setFailure] = useState<Failure>();
  const keys = useRef(new Map<string, string>());

  /** A page of sales under the key that it was first sent with, so that a repeat gives nothing twice. */
  const page = (from: Date, to: Date, dry: boolean, after: string): Promise<LateAdjudication> => {
    const period = { from: from.toISOString(), to: to.toISOString() };
    const name = `${period.from} ${period.to} ${after}`;
    const key = dry ? crypto.randomUUID() : (keys.current.get(name) ?? crypto.randomUUID());
    if (!dry) keys.current.set(name, key);
    const body = { ...period, ...(after !== '' && { after }) };
    return api.call('adjudicateLate', { query: dry ? { dry: 'true' } : {}, body, key });
  };
  const walk = async (from: Date, to: Date, dry: boolean): Promise<void> => {
    setFailure(undefined);
    let sum = nothing;
    setRunning({ dry, sum });
    try {
      for (let after: string | null = ''; after !== null; ) {
        const answer: LateAdjudication = await page(from, to, dry, after);
        sum = plus(sum, answer);
        setRunning({ dry, sum });
        after = answer.next;
      }
      setCounted(dry ? sum : undefined);
      if (!dry) {
        keys.current.clear();
        onGiven(sum);
      }
    } catch (error) {
      setFailure(failureOf(error, say));
    } finally {
      setRunning(undefined);
    }
  };
  return { counted, running, failure, walk, forget: () => setCounted(undefined) };
};
