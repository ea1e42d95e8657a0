import type { Approval } from '@vafa/client';
import { useSayIfKnown } from '../../kit/say.ts';

export type State = Approval['state'];

export const states: readonly State[] = ['pending', 'approved', 'done', 'failed', 'rejected', 'withdrawn', 'expired'];

export const toneOf: Readonly<Record<State, 'good' | 'warn' | 'bad' | 'info' | 'line'>> = {
  pending: 'warn',
  approved: 'info',
  done: 'good',
  failed: 'bad',
  rejected: 'bad',
  withdrawn: 'line',
  expired: 'line',
};

/** A text that may be there by an id that is made of what the gateway said. */
export const useTextOf = (): ((group: 'op' | 'field' | 'code', name: string) => string | undefined) => {
  const say = useSayIfKnown();
  return (group, name) => say(`approvals.${group}.${name}`);
};
