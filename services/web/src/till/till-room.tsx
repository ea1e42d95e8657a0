import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { MonitorSmartphone, TriangleAlert } from 'lucide-react';
import { Banner } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { useClub, WithClub } from '../kit/club-settings.tsx';
import { calendarShown } from '../kit/formats/language.ts';
import { showBrandColour } from '../kit/look.ts';
import { Empty, Loading } from '../kit/states.tsx';
import { Front } from './front.tsx';
import { Desk } from './desk/desk.ts';
import { useOneWindow } from './desk/use-one-window.ts';
import { TheDesk, useDeskState } from './desk/use-desk.ts';
import { PairForm } from './pair-page.tsx';
import { PracticeContext, useMadePractice } from './practice/use-practice.ts';
import { useTillSay } from './say.ts';
import { Database } from './store/database.ts';
import { TillStore, type Pairing } from './store/till-store.ts';
import { TillPage } from './till-page.tsx';
import { tillEn } from './words-en.ts';
import { tillFa } from './words-fa.ts';

type Kept =
  | { readonly state: 'opening' | 'closed' }
  | { readonly state: 'open'; readonly store: TillStore; readonly pairing: Pairing | undefined };

/** What the device keeps, once it is open. */
const useKept = (): readonly [Kept, (pairing: Pairing) => Promise<void>] => {
  const [kept, setKept] = useState<Kept>({ state: 'opening' });
  useEffect(() => {
    const open = async (): Promise<void> => {
      const store = new TillStore(await Database.open());
      setKept({ state: 'open', store, pairing: await store.pairing() });
      // Asked for, so that the browser does not make room by what a till has not sent yet.
      await navigator.storage?.persist?.();
    };
    open().catch(() => setKept({ state: 'closed' }));
  }, []);
  const onPaired = useCallback(
    async (pairing: Pairing): Promise<void> => {
      if (kept.state !== 'open') return;
      await kept.store.keepPairing(pairing);
      setKept({ ...kept, pairing });
    },
    [kept],
  );
  return [kept, onPaired];
};

const Told = ({ children }: { readonly children: ReactNode }) => (
  <Banner tone="bad" icon={TriangleAlert} title="">
    {children}
  </Banner>
);

/** The names and days of the club that the till is of, instead of Vafa's own. */
const AsClub = ({ children }: { readonly children: ReactNode }) => {
  const { own, club: look } = useDeskState();
  const { language } = useClub();
  const { display_unit: money, brand_colour: brand } = look;
  // Receipts are the club's: what somebody chose in the console of this browser is not theirs.
  const calendar = calendarShown(language, look.calendar);
  const club = useMemo(
    () => ({ name: own.club.name, zone: own.club.time_zone, calendar, money }),
    [own.club.name, own.club.time_zone, calendar, money],
  );
  useEffect(() => showBrandColour(brand ?? ''), [brand]);
  return (
    <WithClub club={club} language={language}>
      {children}
    </WithClub>
  );
};

const OtherWindow = ({ onTake }: { readonly onTake: () => void }) => {
  const say = useTillSay();
  return (
    <main>
      <h1 hidden>{say('till.title')}</h1>
      <Empty
        icon={MonitorSmartphone}
        title={say('window.title')}
        text={say('window.text')}
        acts={
          <Button kind="primary" onPress={onTake}>
            {say('window.act')}
          </Button>
        }
      />
    </main>
  );
};

const Paired = ({ store, pairing }: { readonly store: TillStore; readonly pairing: Pairing }) => {
  const say = useTillSay();
  const [mine, take] = useOneWindow('vafa-till');
  const [desk, setDesk] = useState<Desk>();
  const practice = useMadePractice(pairing.secret);
  const quickSale = say('sale.quick');
  useEffect(() => {
    if (mine !== 'mine') return;
    let opened: Desk | undefined;
    let isOver = false;
    void Desk.open(store, pairing, { quickSale }, 'till').then((made) => {
      opened = made;
      if (isOver) made.close();
      else setDesk(made);
    });
    return () => {
      isOver = true;
      opened?.close();
      setDesk(undefined);
    };
  }, [mine, store, pairing, quickSale]);
  if (mine === 'other') return <OtherWindow onTake={take} />;
  if (desk === undefined) return <Loading lines={5} />;
  // Practice stands in front of the sale at hand, which waits, and what was paid before is sent meanwhile.
  const shown = practice.desk ?? desk;
  return (
    <PracticeContext value={practice}>
      <TheDesk key={practice.turn} value={shown}>
        <AsClub>
          <TillPage />
        </AsClub>
      </TheDesk>
    </PracticeContext>
  );
};

const Rooms = () => {
  const say = useTillSay();
  const [kept, onPaired] = useKept();
  if (kept.state === 'opening') return <Loading lines={5} />;
  if (kept.state === 'open' && kept.pairing !== undefined) return <Paired store={kept.store} pairing={kept.pairing} />;
  return (
    <Front>
      {!isSecureContext && <Told>{say('pair.insecure')}</Told>}
      {kept.state === 'closed' ? <Told>{say('pair.storage')}</Told> : <PairForm onPaired={onPaired} />}
    </Front>
  );
};

/** The till of a device: paired once, then sold at. */
export const TillRoom = () => {
  const { messages, locale } = useIntl();
  const own = useClub().language === 'fa' ? tillFa : tillEn;
  const all = useMemo(() => ({ ...(messages as Record<string, string>), ...own }), [messages, own]);
  return (
    <IntlProvider locale={locale} messages={all}>
      <Rooms />
    </IntlProvider>
  );
};
