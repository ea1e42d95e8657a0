import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '@vafa/client';
import { api } from '../../api/client.ts';
import { lastId, withEvent, withGap, type Happened, type Line } from './live-list.ts';
import { eventReader } from './read-events.ts';

/** `over`: it ended with the sign-in or the rights, and comes back when it is asked to. */
export type LiveState = 'connecting' | 'live' | 'lost' | 'paused' | 'over';

interface Told {
  readonly onLive: () => void;
  readonly onLines: (change: (lines: readonly Line[]) => readonly Line[]) => void;
}

const firstWaitMs = 1_000;
const waitMsMax = 30_000;
/** The gateway shows every ten seconds that it is there. */
const silentMsMax = 35_000;
const refusedFrom = 400;
const failedFrom = 500;
const tooMany = 429;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Answers why the connection ended; undefined when it broke off. */
const listen = async (after: string | undefined, outer: AbortSignal, told: Told): Promise<string | undefined> => {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silentMsMax);
  const signal = AbortSignal.any([outer, silent.signal]);
  try {
    const query = after === undefined ? {} : { after };
    // Not every browser lets a stream be iterated.
    const answer = (await api.stream('followEvents', { query, signal })) as unknown as ReadableStream<Uint8Array>;
    const reader = answer.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    const read = eventReader();
    told.onLive();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), silentMsMax);
      for (const { name, data } of read(value)) {
        if (name === 'end') return (JSON.parse(data) as { reason: string }).reason;
        told.onLines((lines) => (name === 'gap' ? withGap(lines) : withEvent(lines, JSON.parse(data) as Happened)));
      }
    }
  } finally {
    clearTimeout(timer);
  }
};

const isRefused = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status >= refusedFrom && error.status < failedFrom && error.status !== tooMany;

/** What happens in the club while somebody looks on. What was missed while it was paused or lost is told or marked. */
export const useLive = () => {
  const [state, setState] = useState<LiveState>('connecting');
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [isOn, setOn] = useState(true);
  const last = useRef<string | undefined>(undefined);
  last.current = lastId(lines);
  useEffect(() => {
    if (!isOn) return undefined;
    const leaving = new AbortController();
    const { signal } = leaving;
    let waitMs = firstWaitMs;
    const onLive = (): void => {
      waitMs = firstWaitMs;
      setState('live');
    };
    const run = async (): Promise<void> => {
      while (!signal.aborted) {
        const end = await listen(last.current, signal, { onLive, onLines: setLines }).catch((error: unknown) =>
          isRefused(error) ? 'sign_in_ended' : undefined,
        );
        if (signal.aborted) return;
        if (end === 'sign_in_ended') {
          setOn(false);
          setState('over');
          return;
        }
        if (end !== 'time') setState('lost');
        await pause(waitMs, signal);
        waitMs = Math.min(2 * waitMs, waitMsMax);
      }
    };
    void run();
    return () => leaving.abort();
  }, [isOn]);
  return {
    state,
    lines,
    pause: () => {
      setOn(false);
      setState('paused');
    },
    resume: () => {
      setState('connecting');
      setOn(true);
    },
  };
};
