/** Where somebody goes on writing. */
export const firstField = 'input:enabled:not([hidden], [type=hidden]), textarea:enabled';

/** What sends a form, or asks before it does. */
export const sendButton = '[type=submit], [data-kind=primary]';

/**
 * Moves the focus out of a message that goes with the press of its own button: nobody with a keyboard is thrown back to
 * the top of the page. `pressed` lies in the message; `what` is looked for beside it.
 */
export const focusBeside = (pressed: Element, what: string): void => {
  const message = pressed.closest('[role=status], [role=alert]');
  const isLast = (around: Element): boolean => around.matches('main, form, [role=dialog]');
  for (let around = message?.parentElement; around; around = isLast(around) ? null : around.parentElement) {
    const beside = [...around.querySelectorAll<HTMLElement>(what)].find((each) => message?.contains(each) !== true);
    if (beside !== undefined) return beside.focus();
  }
  const [heading] = document.querySelectorAll('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
};
