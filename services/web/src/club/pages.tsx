import { CircleUser, Gift, House, ReceiptText } from 'lucide-react';
import { lazy, Suspense, type ComponentType } from 'react';
import { Loading } from '../kit/states.tsx';
import styles from './club.module.css';
import { HomePage } from './pages/home.tsx';
import { PageBoundary } from './parts/page-boundary.tsx';
import { PlaceLink } from './parts/place-link.tsx';
import { usePlace } from './place.ts';
import { useSay } from './say.ts';

type ClubPage = ComponentType<{ readonly id: string }>;

/** Read when it is gone to; the worker keeps it with the others. */
const later = (load: () => Promise<ClubPage>): ClubPage => lazy(async () => ({ default: await load() }));

const pages: Readonly<Record<string, ClubPage>> = {
  '': HomePage,
  rewards: later(async () => (await import('./pages/rewards.tsx')).RewardsPage),
  voucher: later(async () => (await import('./pages/voucher.tsx')).VoucherPage),
  history: later(async () => (await import('./pages/history.tsx')).HistoryPage),
  rules: later(async () => (await import('./pages/rules.tsx')).RulesPage),
  survey: later(async () => (await import('./pages/survey.tsx')).SurveyPage),
  complaints: later(async () => (await import('./pages/complaints.tsx')).ComplaintsPage),
  complaint: later(async () => (await import('./pages/complaint.tsx')).ComplaintPage),
  me: later(async () => (await import('./pages/me.tsx')).MePage),
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
        <PageBoundary key={`${page}/${id}`}>
          <Suspense fallback={<Loading lines={4} />}>
            <Page id={id} />
          </Suspense>
        </PageBoundary>
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
