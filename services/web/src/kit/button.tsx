import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './button.module.css';

export interface ButtonProps
  extends Pick<AriaButtonProps, 'onPress' | 'isDisabled' | 'type' | 'slot' | 'autoFocus' | 'aria-label'> {
  /** One primary at most on a page; `kill` repeats the verb of a dangerous dialog. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger' | 'kill' | 'link';
  readonly small?: boolean;
  readonly wide?: boolean;
  /** What it says while it does what was asked. It cannot be pressed again meanwhile. */
  readonly busy?: string | undefined;
  readonly children: ReactNode;
}

/** Looks as a button does. */
export const buttonClass = ({ kind = 'plain', small, wide }: Pick<ButtonProps, 'kind' | 'small' | 'wide'>): string =>
  classNames(
    styles.button,
    kind !== 'plain' && styles[kind],
    small === true && styles.small,
    wide === true && styles.wide,
  );

/** A button names the act, as a verb. */
export const Button = ({ kind = 'plain', small, wide, busy, children, ...given }: ButtonProps) => (
  <AriaButton
    {...given}
    isPending={busy !== undefined}
    data-kind={kind}
    className={buttonClass({ kind, ...(small !== undefined && { small }), ...(wide !== undefined && { wide }) })}
  >
    {busy === undefined ? (
      children
    ) : (
      <>
        <span className={styles.spin} aria-hidden />
        {busy}
      </>
    )}
  </AriaButton>
);

interface IconButtonProps extends Pick<AriaButtonProps, 'onPress' | 'isDisabled' | 'slot'> {
  /** What it does, for readers of screens; left out where a part of the kit says it itself. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** For the few pictures that everybody knows: search, close, more, back and forth. */
export const IconButton = ({ label, children, ...given }: IconButtonProps) => (
  <AriaButton {...given} {...(label !== undefined && { 'aria-label': label })} className={styles.icon ?? ''}>
    {children}
  </AriaButton>
);
