import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClub } from '../../kit/club-settings.tsx';
import { withDigits } from '../../kit/formats/numbers.ts';
import type { Desk } from '../desk/desk.ts';
import { useTillSay } from '../say.ts';
import { openPracticeDesk } from './practice-desk.ts';

/** Outlives a reload of the page, and not the window: what looks like practice is practice. */
const kept = 'vafa.till.practice';

const isKept = (): boolean => {
  try {
    return sessionStorage.getItem(kept) !== null;
  } catch {
    return false;
  }
};

const keep = (isOn: boolean): void => {
  try {
    if (isOn) sessionStorage.setItem(kept, 'yes');
    else sessionStorage.removeItem(kept);
  } catch {
    // Then a reload ends it.
  }
};

export interface Practice {
  readonly desk: Desk | undefined;
  /** One more with each desk that is shown. */
  readonly turn: number;
  readonly isBusy: boolean;
  readonly failure: unknown;
  readonly begin: () => void;
  /** All that was done in practice is gone. */
  readonly reset: () => void;
  readonly end: () => void;
}

export const PracticeContext = createContext<Practice | undefined>(undefined);

export const usePractice = (): Practice => {
  const practice = use(PracticeContext);
  if (practice === undefined) throw new Error('this part stands outside of a till');
  return practice;
};

/** Practice of the till that has this key: begun, begun anew and ended by the cashier. */
export const useMadePractice = (tillsSecret: string): Practice => {
  const say = useTillSay();
  const { language } = useClub();
  const [{ desk, turn }, setShown] = useState<Pick<Practice, 'desk' | 'turn'>>({ desk: undefined, turn: 0 });
  const [isBusy, setBusy] = useState(isKept);
  const [failure, setFailure] = useState<unknown>();
  const shown = useRef<Desk>(undefined);
  /** Practice that was ended meanwhile does not begin by a late answer: what follows is sold. */
  const asked = useRef(0);
  const show = useCallback((next: Desk | undefined): void => {
    shown.current?.close();
    shown.current = next;
    setShown((before) => ({ desk: next, turn: before.turn + 1 }));
    keep(next !== undefined);
  }, []);
  const open = useCallback(
    async (how: 'kept' | 'fresh' | 'reset'): Promise<void> => {
      const own = ++asked.current;
      setBusy(true);
      setFailure(undefined);
      try {
        const words = {
          quickSale: say('sale.quick'),
          member: (number: number) => say('practice.member', { number: withDigits(String(number), language) }),
          goods: say('practice.goods'),
          complaint: say('practice.complaint'),
        };
        const opened = await openPracticeDesk(tillsSecret, words, how);
        if (own === asked.current) show(opened);
        else opened.close();
      } catch (error) {
        if (own === asked.current) setFailure(error);
      } finally {
        if (own === asked.current) setBusy(false);
      }
    },
    [language, say, show, tillsSecret],
  );
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    if (isKept()) void latest.current('kept');
    return () => {
      asked.current++;
      shown.current?.close();
      shown.current = undefined;
    };
  }, []);
  const acts = useMemo(
    () => ({
      begin: () => void latest.current('fresh'),
      reset: () => void latest.current('reset'),
      end: () => {
        asked.current++;
        setBusy(false);
        show(undefined);
      },
    }),
    [show],
  );
  return useMemo(() => ({ desk, turn, isBusy, failure, ...acts }), [desk, turn, isBusy, failure, acts]);
};
