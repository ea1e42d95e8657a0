import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Ltr } from './marks.tsx';
import { useSay } from './say.ts';
import { tellDone } from './toast.tsx';
import styles from './dialog.module.css';

interface SecretDialogProps {
  readonly title: string;
  /** What it is for, until when, and that it is not shown again. */
  readonly text: ReactNode;
  readonly secret: string;
  readonly onClose: () => void;
}

const longFrom = 24;

/** Shows a secret once: a one-time password, a code, a key. It closes by its button alone. */
export const SecretDialog = ({ title, text, secret, onClose }: SecretDialogProps) => {
  const say = useSay();
  const copy = (): void => void navigator.clipboard.writeText(secret).then(() => tellDone(say('secret.copied')));
  return (
    <ModalOverlay isOpen isKeyboardDismissDisabled className={styles.scrim ?? ''}>
      <Modal className={styles.modal ?? ''}>
        <Dialog role="alertdialog" className={styles.dialog ?? ''}>
          <Heading slot="title">{title}</Heading>
          <div className={styles.text}>{text}</div>
          <p className={styles.secret} data-long={secret.length > longFrom || undefined}>
            <Ltr>{secret}</Ltr>
            <Button small onPress={copy}>
              <Icon of={Copy} size="sm" />
              {say('secret.copy')}
            </Button>
          </p>
          <div className={styles.acts}>
            <Button kind="primary" onPress={onClose} autoFocus>
              {say('secret.noted')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
