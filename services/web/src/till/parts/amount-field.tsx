import { isToman } from '../../kit/formats/money.ts';
import { useLayoutEffect, useRef } from 'react';
import { useClub } from '../../kit/club-settings.tsx';
import { useDeskState } from '../desk/use-desk.ts';
import { amountShown, amountTyped } from '../sale/typed-amount.ts';

interface AmountFieldProps {
  readonly id?: string;
  readonly label: string;
  /** Plain digits. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
  readonly home?: string;
  readonly isInvalid?: boolean;
  readonly describedBy?: string;
  readonly className?: string | undefined;
}

const significant = /[\d۰-۹.٫]/g;

/** Money that groups itself while it is typed, in either script; whatever is no digit does not get in. */
export const AmountField = (props: AmountFieldProps) => {
  const { id, label, value, onChange, onEnter, home, isInvalid, describedBy, className } = props;
  const { language, money } = useClub();
  const { own } = useDeskState();
  const field = useRef<HTMLInputElement>(null);
  const behind = useRef<number>(undefined);
  const places = isToman(own.club.currency, money) ? 0 : own.club.currency_digits;
  const shown = amountShown(value, language);
  // Marks come and go in front of the caret: it stays before the same digits.
  useLayoutEffect(() => {
    const { current } = field;
    if (current === null || behind.current === undefined || document.activeElement !== current) return;
    let at = shown.length;
    for (let left = behind.current; left > 0 && at > 0; at--) if (shown[at - 1]?.match(significant)) left--;
    current.setSelectionRange(at, at);
    behind.current = undefined;
  }, [shown]);
  return (
    <input
      ref={field}
      {...(id !== undefined && { id })}
      aria-label={label}
      {...(isInvalid === true && { 'aria-invalid': true })}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      data-home={home}
      dir="ltr"
      inputMode="decimal"
      autoComplete="off"
      className={className}
      placeholder={amountShown('0', language)}
      value={shown}
      onChange={({ target }) => {
        behind.current = (target.value.slice(target.selectionEnd ?? 0).match(significant) ?? []).length;
        onChange(amountTyped(target.value, places));
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || onEnter === undefined) return;
        event.preventDefault();
        onEnter();
      }}
    />
  );
};
