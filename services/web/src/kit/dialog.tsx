import { useState, type ReactNode } from 'react';
import { Dialog as AriaDialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './dialog.module.css';

interface DialogProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  /** Looked at when it is about to open. */
  readonly mayOpen?: () => boolean;
  readonly title: string;
  /** What follows from it, with counts. */
  readonly text: string;
  /** A reason, where one is asked for. */
  readonly children?: ReactNode;
  /** Buttons; the safe one first, the one that does it last, repeating the verb of the title. */
  readonly acts: (close: () => void) => ReactNode;
}

/** Asks before something that cannot simply be taken back. Nothing to read is shown this way. */
export const Dialog = ({ trigger, mayOpen, title, text, children, acts }: DialogProps) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={(asked) => setOpen(asked && (mayOpen?.() ?? true))}>
      {trigger}
      <ModalOverlay className={styles.scrim ?? ''}>
        <Modal className={styles.modal ?? ''}>
          <AriaDialog role="alertdialog" className={styles.dialog ?? ''}>
            {({ close }) => (
              <>
                <Heading slot="title">{title}</Heading>
                <p className={styles.text}>{text}</p>
                {children}
                <div className={styles.acts}>{acts(close)}</div>
              </>
            )}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
};
