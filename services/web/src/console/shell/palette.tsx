import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { Icon } from '../../kit/icon.tsx';
import { Key } from '../../kit/marks.tsx';
import { latePart } from '../parts/late-part.tsx';
import { useConsoleSay } from '../words/say.ts';
import styles from './palette.module.css';
import shell from './shell.module.css';

/** Comes after the page: nobody waits for it. */
const loadList = async () => (await import('./palette-list.tsx')).PaletteList;
const PaletteList = latePart(loadList);

/** Finds pages, members and acts from everywhere: Ctrl+K. */
export const PaletteButton = () => {
  const say = useConsoleSay();
  const [isOpen, setOpen] = useState(false);
  // A failure is told when the palette is opened.
  useEffect(() => void loadList().catch(() => undefined), []);
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      // By its place on the keyboard: with a Persian layout the key says another letter.
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyK') return;
      event.preventDefault();
      setOpen(true);
    };
    globalThis.addEventListener('keydown', open);
    return () => globalThis.removeEventListener('keydown', open);
  }, []);
  return (
    <>
      <Button className={shell.find ?? ''} onPress={() => setOpen(true)}>
        <Icon of={Search} size="sm" />
        <span>{say('palette.place')}</span>
        <Key>Ctrl K</Key>
      </Button>
      <ModalOverlay isOpen={isOpen} onOpenChange={setOpen} isDismissable className={styles.scrim ?? ''}>
        <Modal className={styles.modal ?? ''}>
          <Dialog aria-label={say('palette.label')} className={styles.dialog ?? ''}>
            <PaletteList onClose={() => setOpen(false)} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
};
