import { ApiProblem, NotReachable, WaitsForApproval } from '@vafa/client';
import type { Failure } from '../kit/states.tsx';
import type { WordId } from '../words/en.ts';

type Say = (id: WordId, values?: Readonly<Record<string, string | number>>) => string;

const words: Readonly<Record<number, WordId>> = {
  401: 'fail.signed-out',
  403: 'fail.forbidden',
  404: 'fail.missing',
  410: 'fail.missing',
  408: 'fail.busy',
  429: 'fail.busy',
  503: 'fail.busy',
};

/** Codes that say more than their status does. */
const codes: Readonly<Record<string, WordId>> = {
  step_up_required: 'fail.step-up',
  idempotency_key_running: 'fail.busy',
};

/** What a person is told of an error: the cause in their words, and the trace by which it is found. */
export const failureOf = (error: unknown, say: Say): Failure => {
  if (error instanceof NotReachable) return { cause: say('fail.offline'), isOffline: true };
  if (error instanceof WaitsForApproval) return { cause: say('fail.waits'), isOffline: false };
  if (!(error instanceof ApiProblem)) return { cause: say('fail.server'), isOffline: false };
  const { status, traceId, message } = error;
  const seconds = Number(error.details.retry_after_seconds);
  if (status === 429 && seconds > 0) return { cause: say('fail.often', { seconds }), isOffline: false, traceId };
  const known = codes[error.code] ?? words[status] ?? (status >= 500 ? 'fail.server' : undefined);
  const cause = known === undefined ? say('fail.refused', { detail: message }) : say(known);
  return { cause, isOffline: false, traceId };
};
