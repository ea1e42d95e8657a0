import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useDesk } from './desk/use-desk.ts';
import { focusField, focusHome, isPanelOpen } from './focus.ts';
import type { PanelName } from './parts/panel-name.ts';

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

interface Acts {
  readonly setPanel: (panel: PanelName | undefined) => void;
  readonly hold: () => void;
  readonly pay: () => void;
  readonly findMember: () => void;
}

/** The keys of the till. While a panel is open only its own keys count. */
export const useKeys = (acts: Acts): void => {
  const desk = useDesk();
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const { setPanel, hold, pay, findMember } = {
      setPanel: (panel: PanelName) => latest.current.setPanel(panel),
      hold: () => latest.current.hold(),
      pay: () => latest.current.pay(),
      findMember: () => latest.current.findMember(),
    };
    const isOnline = (): boolean => desk.get().isOnline;
    const does: Readonly<Record<string, () => void>> = {
      F2: () => {
        // At once: what is typed next is meant for the search.
        flushSync(findMember);
        focusField('member');
      },
      F3: () => focusField('sale'),
      F4: () => isOnline() && setPanel('voucher'),
      F6: () => focusField('points'),
      F7: () => isOnline() && setPanel('return'),
      F8: hold,
      F9: pay,
      F10: () => setPanel('receipt'),
      Escape: () => focusField('sale'),
    };
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const isHelp = event.key === '?' || event.key === '؟';
      const act =
        isHelp && desk.get().settings.hasSingleKeys && !isText(event.target) ? () => setPanel('help') : does[event.key];
      if (act === undefined) return;
      if (isPanelOpen()) {
        // The browser's own meaning of these keys would leave the sale.
        if (event.key.startsWith('F')) event.preventDefault();
        return;
      }
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [desk]);
};

/** The focus is never nowhere: from the page itself it goes to where the sale is typed. */
export const useHome = (): void => {
  useEffect(() => {
    focusHome();
    const look = (): void => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && !isPanelOpen()) focusField('sale');
      });
    };
    document.addEventListener('focusout', look);
    document.addEventListener('click', look);
    return () => {
      document.removeEventListener('focusout', look);
      document.removeEventListener('click', look);
    };
  }, []);
};
