import { Pause, Printer, Ticket, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Key } from '../kit/marks.tsx';
import { tellDone } from '../kit/toast.tsx';
import { useDesk, useDeskState } from './desk/use-desk.ts';
import { Items } from './parts/items.tsx';
import type { Unfound } from './desk/find-members.ts';
import { MemberPane } from './parts/member-pane.tsx';
import { Notices } from './parts/notices.tsx';
import { PayPane } from './parts/pay-pane.tsx';
import { QuickEntry } from './parts/quick-entry.tsx';
import { TillTop } from './parts/till-top.tsx';
import { TillPanels } from './parts/till-panels.tsx';
import { focusHome } from './focus.ts';
import { PracticeBar } from './practice/practice-bar.tsx';
import type { PanelName } from './parts/panel-name.ts';
import { useTillSay } from './say.ts';
import { useKeys, useHome } from './use-keys.ts';
import { useReader } from './use-reader.ts';
import styles from './till.module.css';

interface ActsProps {
  readonly onOpen: (panel: PanelName) => void;
  readonly onHold: () => void;
  readonly onCancel: () => void;
}

const Acts = ({ onOpen, onHold, onCancel }: ActsProps) => {
  const say = useTillSay();
  const desk = useDesk();
  const { isOnline } = useDeskState();
  const isEmpty = desk.lines.length === 0;
  return (
    <div className={styles.keys}>
      <Button onPress={onHold}>
        <Icon of={Pause} />
        {say(isEmpty ? 'key.held' : 'key.hold')} <Key>F8</Key>
      </Button>
      <Button onPress={() => onOpen('voucher')} isDisabled={!isOnline}>
        <Icon of={Ticket} />
        {say('key.voucher')} <Key>F4</Key>
      </Button>
      <Button onPress={() => onOpen('receipt')}>
        <Icon of={Printer} />
        {say('key.reprint')} <Key>F10</Key>
      </Button>
      <Button onPress={() => onOpen('return')} isDisabled={!isOnline}>
        <Icon of={Undo2} flip />
        {say('key.return')} <Key>F7</Key>
      </Button>
      <span />
      <Button kind="quiet" isDisabled={isEmpty} onPress={onCancel}>
        {say('key.cancel')}
      </Button>
    </div>
  );
};

/** The till as a cashier sees it all day: who buys, what, and what is to pay. */
export const TillPage = () => {
  const say = useTillSay();
  const desk = useDesk();
  const { sale, isKeyRefused, isPractice } = useDeskState();
  const [panel, setPanel] = useState<PanelName>();
  const [typed, setTyped] = useState('');
  const [isChanging, setChanging] = useState(false);
  const [unfound, setUnfound] = useState<Unfound>();
  const hold = useCallback((): void => {
    if (desk.lines.length === 0) setPanel('held');
    else {
      desk.park();
      focusHome();
    }
  }, [desk]);
  const pay = useCallback((): void => {
    void desk.pay().then(() => {
      const { done, settings } = desk.get();
      if (done !== undefined && settings.printsAll) setPanel('receipt');
      // A second press while it was busy has left the focus on Pay, where nothing is typed.
      else if (document.activeElement?.closest('[data-pay]')) focusHome();
    });
    focusHome();
  }, [desk]);
  const cancel = (): void => {
    const given = desk.cancel();
    tellDone(say('key.cancelled'), () => desk.bringBack(given));
    focusHome();
  };
  const openWith = (next: PanelName, text: string): void => {
    setTyped(text);
    setPanel(next);
  };
  useReader({
    onVoucher: (code) => openWith('voucher', code),
    onReceipt: (id) => openWith('return', id),
    onUnfound: (read) => {
      setUnfound(read);
      setChanging(true);
    },
  });
  useKeys({ setPanel, hold, pay, findMember: () => setChanging(true) });
  useHome();
  // Whoever is found, enrolled or swiped ends the search.
  const buyer = sale.buyer?.memberId ?? sale.buyer?.name;
  useEffect(() => setChanging(false), [buyer]);
  useEffect(() => {
    if (isKeyRefused && !isPractice) setPanel('pair');
  }, [isKeyRefused, isPractice]);
  return (
    <div className={styles.page} data-practice={isPractice || undefined}>
      <TillTop onHelp={() => setPanel('help')} />
      <PracticeBar />
      <main className={styles.till}>
        <h1 className={styles.title}>{say('till.title')}</h1>
        <div className={styles.who}>
          <MemberPane
            unfound={unfound}
            isChanging={isChanging}
            onChanging={(next) => {
              setChanging(next);
              setUnfound(undefined);
              focusHome();
            }}
            onEnrol={(text) => openWith('enrol', text)}
          />
        </div>
        <section className={styles.sale} aria-label={say('sale.pane')}>
          <Notices onShow={() => setPanel('queue')} />
          {sale.kind === 'quick' ? <QuickEntry /> : <Items />}
          <Acts onOpen={setPanel} onHold={hold} onCancel={cancel} />
        </section>
        <section className={styles.pay} aria-label={say('pay.pane')}>
          <PayPane onPay={pay} />
        </section>
      </main>
      <TillPanels panel={panel} typed={typed} onClose={() => (setPanel(undefined), setTyped(''))} />
    </div>
  );
};
