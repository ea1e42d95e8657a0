import { createContext, use, useCallback, useEffect, useState, type ReactNode } from 'react';
import { DateFieldStateContext } from 'react-aria-components';
import { useSay } from './say.ts';

/** Hears from the parts of a day whether only some of them are typed. */
const PartlyContext = createContext<(isPartly: boolean) => void>(() => undefined);

/** Stands among the parts: the kit keeps what is typed of a day to itself until the day is whole. */
export const NotesPartly = () => {
  const state = use(DateFieldStateContext);
  const note = use(PartlyContext);
  const parts = state?.segments.filter(({ isEditable }) => isEditable) ?? [];
  const isPartly = parts.some((part) => part.isPlaceholder) && parts.some((part) => !part.isPlaceholder);
  useEffect(() => note(isPartly), [note, isPartly]);
  return null;
};

const firstWrong = 'input:invalid, textarea:invalid';

/** Takes whoever sends a day in parts to the part that is missing; only of the first field that is wrong. */
const goToMissing = (guard: HTMLInputElement): void => {
  const first = guard.form?.querySelector(firstWrong) ?? guard;
  if (first === guard) guard.parentElement?.querySelector<HTMLElement>('[data-placeholder]')?.focus();
};

/** Once the press is over that has moved the focus: a line that comes before would move the button from under it. */
const afterPress = (act: () => void): void => {
  const over = new AbortController();
  const now = (): void => {
    over.abort();
    act();
  };
  for (const end of ['click', 'keyup']) addEventListener(end, now, over);
};

/**
 * A day that is typed in part is no day, and not the one of before either: the field says so when it is left, and its
 * form is not sent. `what` is it that is not whole.
 */
export const usePartlyTyped = (what: 'day' | 'moment') => {
  const say = useSay();
  const [isPartly, setPartly] = useState(false);
  const [isTold, setTold] = useState(false);
  const note = useCallback((now: boolean) => {
    setPartly(now);
    if (!now) setTold(false);
  }, []);
  const around = (children: ReactNode) => (
    <PartlyContext value={note}>
      <input
        hidden
        data-partly={isPartly || undefined}
        ref={(guard) => guard?.setCustomValidity(isPartly ? 'partly' : '')}
        onInvalid={(event) => {
          event.preventDefault();
          setTold(true);
          goToMissing(event.currentTarget);
        }}
      />
      {children}
    </PartlyContext>
  );
  return {
    told: isPartly && isTold ? say(`${what}.partly`) : undefined,
    leave: () => isPartly && afterPress(() => setTold(true)),
    around,
  };
};

/** Where no form of the browser is sent: tells the first day here that is typed in part, and whether there is one. */
export const tellPartly = (around: Element | null): boolean =>
  around?.querySelector<HTMLInputElement>('input[data-partly]')?.reportValidity() === false;
