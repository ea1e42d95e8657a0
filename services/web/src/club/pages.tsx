import { CircleUser, Gift, House, ReceiptText } from 'lucide-react';
import type { ComponentType } from 'react';
import styles from './club.module.css';
import { ComplaintPage } from './pages/complaint.tsx';
import { ComplaintsPage } from './pages/complaints.tsx';
import { HistoryPage } from './pages/history.tsx';
import { HomePage } from './pages/home.tsx';
import { MePage } from './pages/me.tsx';
import { RewardsPage } from './pages/rewards.tsx';
import { RulesPage } from './pages/rules.tsx';
import { SurveyPage } from './pages/survey.tsx';
import { VoucherPage } from './pages/voucher.tsx';
import { PlaceLink } from './parts/place-link.tsx';
import { usePlace } from './place.ts';
import { useSay } from './say.ts';

const pages: Readonly<Record<string, ComponentType<{ readonly id: string }>>> = {
  '': HomePage,
  rewards: RewardsPage,
  voucher: VoucherPage,
  history: HistoryPage,
  rules: RulesPage,
  survey: SurveyPage,
  complaints: ComplaintsPage,
  complaint: ComplaintPage,
  me: MePage,
};

const tabs = [
  ['', House, 'tab.home'],
  ['rewards', Gift, 'tab.rewards'],
  ['history', ReceiptText, 'tab.history'],
  ['me', CircleUser, 'tab.me'],
] as const;

/** Pages on which one thing is done, without the tabs. */
const alone = new Set(['survey', 'voucher', 'complaint']);

/** Below which tab a page lies. */
const homes: Readonly<Record<string, string>> = { rules: 'me', complaints: 'me' };

export const ClubPages = () => {
  const say = useSay();
  const { page, id } = usePlace();
  const Page = pages[page] ?? HomePage;
  const here = homes[page] ?? page;
  return (
    <div className={styles.app}>
      <a className={styles.skip} href="#content">
        {say('app.skip')}
      </a>
      <main id="content" tabIndex={-1} className={styles.scroll} data-alone={alone.has(page) || undefined}>
        <Page key={`${page}/${id}`} id={id} />
      </main>
      {!alone.has(page) && (
        <nav className={styles.tabbar} aria-label={say('tab.all')}>
          {tabs.map(([to, Picture, name]) => (
            <PlaceLink key={name} to={to} isHere={here === to}>
              <Picture size={23} strokeWidth={1.75} aria-hidden />
              <span>{say(name)}</span>
            </PlaceLink>
          ))}
        </nav>
      )}
    </div>
  );
};
