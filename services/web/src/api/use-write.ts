import { ApiProblem, WaitsForApproval } from '@vafa/client';
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../kit/states.tsx';
import { useSay } from '../kit/say.ts';
import { failureOf } from './failures.ts';
import { Intent } from './intent.ts';

export interface Write<Body> {
  readonly isBusy: boolean;
  /** What became of the last try, when it failed. */
  readonly failure: Failure | undefined;
  /** The code of the problem, where a form says more of it than its text. */
  readonly code: string | undefined;
  readonly run: (body: Body) => Promise<void>;
  readonly forget: () => void;
}

/**
 * A write of one form: sent once however often it is pressed, and again under the same Idempotency-Key when nobody
 * knows whether it came through.
 */
export const useWrite = <Body, Answer>(
  send: (body: Body, key: string) => Promise<Answer>,
  /** `isHere`: the form is still there. Who has left it is not taken elsewhere by a late answer. */
  onDone: (answer: Answer, isHere: boolean) => void,
  /** Told when it is not done, for a second person has to approve it. */
  onWaits?: () => void,
): Write<Body> => {
  const say = useSay();
  const intent = useRef<Intent>(undefined);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async (body: Body): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      intent.current ??= new Intent();
      const answer = await intent.current.run(body, send);
      onDone(answer, isHere.current);
    } catch (failed) {
      if (failed instanceof WaitsForApproval && onWaits) onWaits();
      else setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    failure: error === undefined ? undefined : failureOf(error, say),
    code: error instanceof ApiProblem ? error.code : undefined,
    run,
    forget: () => setError(undefined),
  };
};
