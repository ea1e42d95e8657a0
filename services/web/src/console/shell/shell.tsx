import { Outlet, useLocation } from '@tanstack/react-router';
import { Menu as MenuIcon, ShieldX } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Empty } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { AsideFailed } from '../parts/aside-failed.tsx';
import { useConsoleSay } from '../words/say.ts';
import { CrumbContext } from './crumb.ts';
import { usePlace } from './sections.ts';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import styles from './shell.module.css';

/** Instead of a page that the person's roles do not open. */
const Closed = () => {
  const say = useConsoleSay();
  return (
    <>
      <h1 className={styles.hidden}>{say('closed.title')}</h1>
      <Empty icon={ShieldX} title={say('closed.title')} text={say('closed.text')} />
    </>
  );
};

/** Around every page: where one can go, where one is, and what is at hand everywhere. */
export const Shell = () => {
  const say = useConsoleSay();
  const may = useMay();
  const { pathname } = useLocation();
  const [crumb, setCrumb] = useState<string>();
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const place = usePlace();
  const setter = useMemo(() => ({ setCrumb }), []);
  useEffect(() => setDrawerOpen(false), [pathname]);
  const isOpen = place === undefined || may(place.asks);
  return (
    <CrumbContext value={setter}>
      <div className={styles.app}>
        <a
          className={styles.skip}
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          {say('app.skip')}
        </a>
        <aside className={styles.side}>
          <Sidebar />
        </aside>
        <div className={styles.main}>
          <TopBar
            place={place}
            crumb={crumb}
            start={
              <span className={styles.drawerButton}>
                <IconButton label={say('shell.menu')} onPress={() => setDrawerOpen(true)}>
                  <Icon of={MenuIcon} />
                </IconButton>
              </span>
            }
          />
          <main id="main" ref={main} tabIndex={-1} className={styles.page}>
            <AsideFailed />
            {isOpen ? <Outlet /> : <Closed />}
          </main>
        </div>
        <ModalOverlay isOpen={isDrawerOpen} onOpenChange={setDrawerOpen} isDismissable className={styles.scrim ?? ''}>
          <Modal className={styles.drawer ?? ''}>
            <Dialog aria-label={say('shell.sections')} className={styles.drawerBody ?? ''}>
              <Sidebar isWide />
            </Dialog>
          </Modal>
        </ModalOverlay>
      </div>
    </CrumbContext>
  );
};
