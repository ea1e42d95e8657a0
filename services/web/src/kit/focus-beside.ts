/** Where somebody goes on writing. */
export const firstField = 'input:enabled:not([hidden], [type=hidden]), textarea:enabled';

/** What sends a form, or asks before it does. */
export const sendButton = '[type=submit], [data-kind=primary]';

/**
 * Moves the focus out of a message that goes with the press of its own button: nobody with a keyboard is thrown back to
 * the top of the page. `pressed` lies in the message; `what` is looked for beside it.
 */
export const focusBeside = (pressed: Element, what: string): void =>
  pressed.closest('[role=status], [role=alert]')?.parentElement?.querySelector<HTMLElement>(what)?.focus();
