import { useState, type ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { LanguageChoice, ThemeChoice } from '../../front/look-choice.tsx';
import { VafaMark } from '../../kit/brand.tsx';
import { classNames } from '../../kit/class-names.ts';
import { useClub } from '../../kit/club-settings.tsx';
import { showBrandColour } from '../../kit/look.ts';
import { Buttons, Colours, Filters, Names } from './controls.tsx';
import { Campaigns, FigureStrip, Hours, Liability, MemberTabs, Sales } from './figures.tsx';
import { Choices, Days, Fields, Numbers } from './forms.tsx';
import { useKitSay } from './say.ts';
import { Asking, Banners, States, Task } from './telling.tsx';
import { kitEn } from './words-en.ts';
import { kitFa } from './words-fa.ts';
import styles from './kit.module.css';

/** Tries a club's colour on the whole page. */
const BrandChoice = () => {
  const say = useKitSay();
  const [brand, setBrand] = useState('#2747a8');
  return (
    <label className={styles.brand}>
      {say('kit.brand')}
      <input
        type="color"
        value={brand}
        onChange={({ target }) => {
          setBrand(target.value);
          showBrandColour(target.value);
        }}
      />
    </label>
  );
};

const Head = () => {
  const say = useKitSay();
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <VafaMark />
        <div>
          <h1>{say('kit.title')}</h1>
          <p>{say('kit.scope')}</p>
        </div>
      </div>
      <div className={styles.looks}>
        <BrandChoice />
        <ThemeChoice />
        <LanguageChoice />
      </div>
    </header>
  );
};

const Parts = () => {
  const at = (width: string | undefined, part: ReactNode) => <div className={width}>{part}</div>;
  return (
    <main className={styles.kit}>
      <Head />
      <div className={styles.grid}>
        {at(styles.c4, <Colours />)}
        {at(styles.c4, <Buttons />)}
        {at(styles.c4, <Fields />)}
        {at(styles.c4, <Days />)}
        {at(styles.c4, <Numbers />)}
        {at(styles.c4, <Choices />)}
        <States />
        {at(styles.c12, <FigureStrip />)}
        <div className={classNames(styles.c8, styles.column)}>
          <Sales />
          <Hours />
          <Campaigns />
        </div>
        <div className={classNames(styles.c4, styles.column)}>
          <Liability />
          <Filters />
          <Names />
          <MemberTabs />
          <Asking />
          <Task />
        </div>
        {at(styles.c12, <Banners />)}
      </div>
    </main>
  );
};

/** All parts of the kit and their states on one page, in the look that is chosen. */
export const KitPage = () => {
  const { messages, locale } = useIntl();
  const own = useClub().language === 'fa' ? kitFa : kitEn;
  return (
    <IntlProvider locale={locale} messages={{ ...(messages as Record<string, string>), ...own }}>
      <Parts />
    </IntlProvider>
  );
};
