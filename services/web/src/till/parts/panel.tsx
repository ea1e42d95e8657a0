import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useTillSay } from '../say.ts';
import styles from './panel.module.css';

interface PanelProps {
  readonly title: string;
  readonly onClose: () => void;
  /** It cannot be left without an answer. */
  readonly isHeld?: boolean;
  readonly children: ReactNode;
}

/** One task over the sale: Esc goes back to where the focus was. */
export const Panel = ({ title, onClose, isHeld = false, children }: PanelProps) => {
  const say = useTillSay();
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    // What was pressed may be gone, and the focus with it: then nothing in the panel hears the key.
    const hear = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape' && !isHeld && document.activeElement === document.body) close.current();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [isHeld]);
  return (
    <ModalOverlay
      isOpen
      isDismissable={!isHeld}
      isKeyboardDismissDisabled={isHeld}
      onOpenChange={(isOpen) => isOpen || onClose()}
      className={styles.scrim ?? ''}
    >
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.panel ?? ''}>
          <header className={styles.head}>
            <Heading slot="title">{title}</Heading>
            {!isHeld && (
              <IconButton label={say('panel.close')} onPress={onClose}>
                <Icon of={X} />
              </IconButton>
            )}
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
