import type { ReactNode, SyntheticEvent } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { useSay } from './say.ts';
import styles from './dialog.module.css';

interface FormDialogProps {
  readonly title: string;
  /** What follows from it. */
  readonly text?: ReactNode;
  /** Repeats the verb of the title. */
  readonly act: string;
  /** What it says while it is done. */
  readonly busy: string | undefined;
  readonly isDangerous?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Fields, and what became of the last try. */
  readonly children?: ReactNode;
}

/**
 * A short form over the page. It is there while it is rendered; what was typed goes when it closes. While it is sent it
 * stays: closing it would look as if it had not been sent, and its end would close the next one.
 */
export const FormDialog = (props: FormDialogProps) => {
  const { title, text, act, busy, isDangerous = false, onSubmit, onClose, children } = props;
  const say = useSay();
  const isBusy = busy !== undefined;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    // A form inside of a part that lies over another form is sent by itself.
    event.stopPropagation();
    if (!isBusy) onSubmit();
  };
  return (
    <ModalOverlay
      isOpen
      isKeyboardDismissDisabled={isBusy}
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      className={styles.scrim ?? ''}
    >
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <form className={styles.form} onSubmit={submit}>
            <Heading slot="title">{title}</Heading>
            {text !== undefined && <div className={styles.text}>{text}</div>}
            {children}
            <div className={styles.acts}>
              <Button onPress={onClose} isDisabled={isBusy}>
                {say('form.cancel')}
              </Button>
              <Button type="submit" kind={isDangerous ? 'kill' : 'primary'} busy={busy}>
                {act}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
