import { ChevronLeft, ChevronRight, Printer } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useDeskState } from '../desk/use-desk.ts';
import { useTillSay } from '../say.ts';
import { Panel } from './panel.tsx';
import { ReceiptPaper } from './receipt-paper.tsx';
import styles from './panel.module.css';

/** Receipts of this till, the last one first; Enter prints. */
export const ReceiptPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useTillSay();
  const { receipts } = useDeskState();
  const [at, setAt] = useState(0);
  const receipt = receipts[at];
  if (receipt === undefined)
    return (
      <Panel title={say('receipt.title')} onClose={onClose}>
        <p className={styles.lead}>{say('receipt.none')}</p>
      </Panel>
    );
  return (
    <Panel title={say('receipt.title')} onClose={onClose}>
      <ReceiptPaper receipt={receipt} />
      <div className={styles.acts}>
        <IconButton label={say('receipt.older')} isDisabled={at === receipts.length - 1} onPress={() => setAt(at + 1)}>
          <Icon of={ChevronLeft} flip />
        </IconButton>
        <IconButton label={say('receipt.newer')} isDisabled={at === 0} onPress={() => setAt(at - 1)}>
          <Icon of={ChevronRight} flip />
        </IconButton>
        <Button onPress={onClose}>{say('panel.close')}</Button>
        <Button kind="primary" autoFocus onPress={() => window.print()}>
          <Icon of={Printer} />
          {say('receipt.print')}
        </Button>
      </div>
    </Panel>
  );
};
