import { WaitsForApproval } from '@vafa/client';
import { useEffect, useRef, useState } from 'react';
import { access } from '../api/client.ts';
import { keepForMe, keptForMe } from '../api/mine.ts';

/** A long form as it is written. */
export interface Draft<T> {
  readonly value: T;
  readonly set: (next: T | ((now: T) => T)) => void;
  /** When it was left, where it is offered again. */
  readonly leftAt: Date | undefined;
  /** Begins anew; what was kept goes. */
  readonly discard: () => void;
  /** Begins anew with something else, as with what somebody else has saved. */
  readonly restart: (next: T) => void;
  /** Sends it. Once it is decided the form goes on with `next`, unless something else was typed meanwhile. */
  readonly send: <Answer>(value: T, ask: () => Promise<Answer>, next?: (answer: Answer) => T) => Promise<Answer>;
}

interface Kept {
  readonly at: number;
  readonly value: unknown;
}

/** What is under way is no draft while this page is there: going elsewhere and back would offer it a second time. */
const underWay = new Set<string>();

const isKept = (found: unknown): found is Kept =>
  typeof found === 'object' && found !== null && 'at' in found && typeof found.at === 'number' && 'value' in found;

/**
 * Keeps what is typed into a long form for who has signed in, in this window: a reload or a way back offers it again,
 * until it is sent or discarded. `name`: of what it is the draft. `revive`: what was kept as the form takes it.
 */
export const useDraft = <T>(name: string, fresh: T, revive: (kept: unknown) => T | undefined): Draft<T> => {
  const place = `draft/${access.club ?? ''}/${name}`;
  const [first] = useState(() => {
    const found = underWay.has(place) ? null : keptForMe(place);
    const value = isKept(found) && found.value !== null ? revive(found.value) : undefined;
    return value === undefined || !isKept(found) ? undefined : { value, at: new Date(found.at) };
  });
  const [value, set] = useState<T>(first?.value ?? fresh);
  const [leftAt, setLeftAt] = useState(first?.at);
  /** What the form began with: nothing of it is worth keeping. */
  const begun = useRef(JSON.stringify(fresh));
  const written = useRef(JSON.stringify(value));
  const said = JSON.stringify(value);
  useEffect(() => {
    if (said === written.current) return;
    written.current = said;
    keepForMe(place, said === begun.current ? undefined : { at: Date.now(), value: JSON.parse(said) as unknown });
  }, [place, said]);
  const beginWith = (next: T): void => {
    begun.current = JSON.stringify(next);
    setLeftAt(undefined);
  };
  const restart = (next: T): void => {
    keepForMe(place, undefined);
    beginWith(next);
    written.current = begun.current;
    set(next);
  };
  const settle = (sent: string, next: T): void => {
    const found = keptForMe(place);
    if (isKept(found) && JSON.stringify(found.value) === sent) keepForMe(place, undefined);
    beginWith(next);
    set((now) => (JSON.stringify(now) === sent ? next : now));
  };
  return {
    value,
    set,
    leftAt,
    discard: () => restart(fresh),
    restart,
    send: async (sending, ask, next = () => fresh) => {
      const sent = JSON.stringify(sending);
      underWay.add(place);
      try {
        const answer = await ask();
        settle(sent, next(answer));
        return answer;
      } catch (error) {
        if (error instanceof WaitsForApproval) settle(sent, sending);
        throw error;
      } finally {
        underWay.delete(place);
      }
    },
  };
};

/** What was kept of a form of one field. */
export const textOf = (kept: unknown): string | undefined => (typeof kept === 'string' ? kept : undefined);
