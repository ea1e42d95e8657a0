import { IntlProvider, useIntl } from 'react-intl';
import { useClub } from '../../kit/club-settings.tsx';
import { latePart } from '../parts/late-part.tsx';
import { kitEn } from './words-en.ts';
import { kitFa } from './words-fa.ts';

const KitParts = latePart(async () => (await import('./kit-parts.tsx')).KitParts);

/** Charts and tables come after the rest: together they would be more than a page may load at first. */
const figures = () => import('./figures.tsx');
const Campaigns = latePart(async () => (await figures()).Campaigns);
const FigureStrip = latePart(async () => (await figures()).FigureStrip);
const Hours = latePart(async () => (await figures()).Hours);
const Liability = latePart(async () => (await figures()).Liability);
const MemberTabs = latePart(async () => (await figures()).MemberTabs);
const Sales = latePart(async () => (await figures()).Sales);

/** All parts of the kit and their states on one page, in the look that is chosen. */
export const KitPage = () => {
  const { messages, locale } = useIntl();
  const own = useClub().language === 'fa' ? kitFa : kitEn;
  return (
    <IntlProvider locale={locale} messages={{ ...(messages as Record<string, string>), ...own }}>
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
    </IntlProvider>
  );
};
