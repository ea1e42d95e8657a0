import { useDesk } from '../desk/use-desk.ts';
import { PairForm } from '../pair-page.tsx';
import { useTillSay } from '../say.ts';
import { Panel } from './panel.tsx';
import styles from './panel.module.css';

/** The key was revoked in the middle of something: it is paired again, and all that was typed is still there. */
export const PairPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useTillSay();
  const desk = useDesk();
  return (
    <Panel title={say('pair.title')} onClose={onClose} isHeld>
      <p className={styles.lead}>{say('pair.again')}</p>
      <PairForm
        onPaired={async (pairing) => {
          await desk.repair(pairing);
          onClose();
        }}
      />
    </Panel>
  );
};
