import { useDesk, useDeskState } from '../desk/use-desk.ts';
import { focusHome } from '../focus.ts';
import { EnrolPanel } from './enrol-panel.tsx';
import { HelpPanel } from './help-panel.tsx';
import { HeldPanel } from './held-panel.tsx';
import type { PanelName } from './panel-name.ts';
import { PairPanel } from './pair-panel.tsx';
import { QueuePanel } from './queue-panel.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { ReturnPanel } from './return-panel.tsx';
import { VoucherPanel } from './voucher-panel.tsx';

interface TillPanelsProps {
  readonly panel: PanelName | undefined;
  /** What was typed or read before it opened. */
  readonly typed: string;
  readonly onClose: () => void;
}

/** The one panel that is open over the sale. */
export const TillPanels = ({ panel, typed, onClose }: TillPanelsProps) => {
  const desk = useDesk();
  const { isKeyRefused, isPractice } = useDeskState();
  const close = (): void => {
    onClose();
    focusHome();
  };
  if (panel === 'pair' || (isKeyRefused && !isPractice)) return <PairPanel onClose={close} />;
  if (panel === 'enrol')
    return <EnrolPanel typed={typed} onClose={close} onEnrolled={(member) => (desk.choose(member), close())} />;
  if (panel === 'help') return <HelpPanel onClose={close} />;
  if (panel === 'held') return <HeldPanel onClose={close} />;
  if (panel === 'queue') return <QueuePanel onClose={close} />;
  if (panel === 'receipt') return <ReceiptPanel onClose={close} />;
  if (panel === 'return') return <ReturnPanel typed={typed} onClose={close} />;
  if (panel === 'voucher') return <VoucherPanel typed={typed} onClose={close} />;
  return null;
};
