import { lazy, Suspense } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { useClub } from '../../kit/club-settings.tsx';
import { kitEn } from './words-en.ts';
import { kitFa } from './words-fa.ts';

const KitParts = lazy(async () => ({ default: (await import('./kit-parts.tsx')).KitParts }));

/** Charts and tables come after the rest: together they would be more than a page may load at first. */
const figures = () => import('./figures.tsx');
const Campaigns = lazy(async () => ({ default: (await figures()).Campaigns }));
const FigureStrip = lazy(async () => ({ default: (await figures()).FigureStrip }));
const Hours = lazy(async () => ({ default: (await figures()).Hours }));
const Liability = lazy(async () => ({ default: (await figures()).Liability }));
const MemberTabs = lazy(async () => ({ default: (await figures()).MemberTabs }));
const Sales = lazy(async () => ({ default: (await figures()).Sales }));

/** All parts of the kit and their states on one page, in the look that is chosen. */
export const KitPage = () => {
  const { messages, locale } = useIntl();
  const own = useClub().language === 'fa' ? kitFa : kitEn;
  return (
    <IntlProvider locale={locale} messages={{ ...(messages as Record<string, string>), ...own }}>
      <Suspense>
        <KitParts
          strip={<FigureStrip />}
          main={
            <>
              <Sales />
              <Hours />
              <Campaigns />
            </>
          }
          liability={<Liability />}
          member={<MemberTabs />}
        />
      </Suspense>
    </IntlProvider>
  );
};
