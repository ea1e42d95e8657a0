import { useEffect, useRef } from 'react';
import { useDesk, useDeskState } from './desk/use-desk.ts';
import { criterionOfScan, type Unfound } from './desk/find-members.ts';
import { readMemberCard } from './desk/member-card.ts';
import { tellScannedItem } from './parts/item-entry.tsx';
import { listenToReader } from './scan/listen-to-reader.ts';
import { readScan, type Scan } from './scan/scan-kind.ts';
import { usualProfile } from './scan/wedge.ts';

interface OnScan {
  readonly onVoucher: (code: string) => void;
  readonly onReceipt: (id: string) => void;
  readonly onUnfound: (unfound: Unfound) => void;
}

/** Hears the reader of the till wherever the focus is, and does what the code is for. */
export const useReader = (on: OnScan): void => {
  const desk = useDesk();
  const { settings } = useDeskState();
  const { readerPrefix: prefix, readerSuffix: suffix } = settings;
  const latest = useRef(on);
  latest.current = on;
  const read = useRef(0);
  useEffect(() => {
    const identify = async (scan: Scan): Promise<void> => {
      const criterion = criterionOfScan(scan);
      if (criterion === undefined) return;
      const isAtHand = desk.atHand();
      const own = ++read.current;
      const found = desk.get().isOnline
        ? await desk.ask((api) => readMemberCard(api, criterion)).catch((error: unknown) => ({ error }))
        : undefined;
      // Whoever bought before is not the buyer of the next sale, nor is whose card was read before.
      if (!isAtHand() || own !== read.current) return;
      // Without an answer nobody knows who it is: it is looked up when the sale is sent.
      if (!desk.get().isOnline) {
        if (criterion.by !== 'member') desk.chooseUnknown(criterion.by, criterion.value);
        return;
      }
      if (found === undefined || 'error' in found)
        latest.current.onUnfound({ text: criterion.value, turn: own, ...found });
      else desk.chooseRead(found);
    };
    return listenToReader({ ...usualProfile, prefix, suffix }, (text) => {
      const isMemberField = document.activeElement?.getAttribute('data-home') === 'member';
      const scan = readScan(text, desk.get().sale.kind === 'items' && !isMemberField);
      if (scan.kind === 'item') tellScannedItem(scan.value);
      else if (scan.kind === 'voucher') latest.current.onVoucher(scan.value);
      else if (scan.kind === 'receipt') latest.current.onReceipt(scan.value);
      else void identify(scan);
    });
  }, [desk, prefix, suffix]);
};
