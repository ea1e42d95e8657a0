import { useId, useRef, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import styles from '../club.module.css';

interface SheetProps {
  /** What stands on the button that opens it. */
  readonly trigger: ReactNode;
  readonly triggerClass: string | undefined;
  readonly isDanger?: boolean;
  readonly title: string;
  /** What follows from it, with counts. */
  readonly text: string;
  readonly children?: ReactNode;
  /** Buttons; the safe one first. */
  readonly acts: (close: () => void) => ReactNode;
}

/**
 * Asks before something that cannot simply be taken back. The browser's own dialog keeps the focus, closes by Escape
 * and costs nothing to load.
 */
export const Sheet = ({ trigger, triggerClass, isDanger = false, title, text, children, acts }: SheetProps) => {
  const sheet = useRef<HTMLDialogElement>(null);
  const id = useId();
  return (
    <>
      <Button
        className={triggerClass ?? ''}
        onPress={() => sheet.current?.showModal()}
        {...(isDanger && { 'data-danger': true })}
      >
        {trigger}
      </Button>
      <dialog
        ref={sheet}
        className={styles.sheet}
        aria-labelledby={`${id}title`}
        aria-describedby={`${id}text`}
        role="alertdialog"
      >
        <h2 id={`${id}title`} className={styles.sec}>
          {title}
        </h2>
        <p id={`${id}text`} className={styles.soft}>
          {text}
        </p>
        {children}
        <div className={styles.sheetActs}>{acts(() => sheet.current?.close())}</div>
      </dialog>
    </>
  );
};
