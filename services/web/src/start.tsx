import './kit/fonts.css';
import './kit/tokens.css';
import './kit/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { FormContext, I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'react-intl';
import { newQueryClient } from './api/client.ts';
import { onRepeat } from './api/keeping-client.ts';
import { vafaSettings, WithClub } from './kit/club-settings.tsx';
import { localeOf, type Language } from './kit/formats/language.ts';
import { readLook, showBrandColour, showLook } from './kit/look.ts';
import type { KitPack } from './kit/texts/kit-pack.ts';
import { tellWithNext, Toasts } from './kit/toast.tsx';
import type { WordId } from './words/en.ts';

/** The one way to give the kit texts that it does not ship: it looks for them under these names. */
const giveTexts = (pack: KitPack, locale: string): void =>
  void Object.assign(globalThis, {
    [Symbol.for('react-aria.i18n.locale')]: locale,
    [Symbol.for('react-aria.i18n.strings')]: pack,
  });

type Words = Readonly<Record<string, string>>;
/** Texts of a room beside those that all share, by language. */
type RoomWords = Readonly<Record<Language, () => Promise<Words>>>;

const noWords = (): Promise<Words> => Promise.resolve({});

/** A form says itself what is wrong: the browser would keep one that was refused from being sent again. */
const judgedHere = { validationBehavior: 'aria' } as const;

/** Starts a room: look and language first, then its pages. */
export const start = async (
  room: 'till' | 'console' | 'club',
  pages: ReactNode,
  own: RoomWords = { fa: noWords, en: noWords },
): Promise<void> => {
  const look = readLook();
  showLook(look);
  showBrandColour(new URLSearchParams(location.search).get('brand') ?? '');
  const { language } = look;
  const [{ pack, words }, roomWords]: [{ pack: KitPack; words: Readonly<Record<WordId, string>> }, Words] =
    await Promise.all([
      language === 'fa' ? import('./words/fa-texts.ts') : import('./words/en-texts.ts'),
      own[language](),
    ]);
  const club = vafaSettings(language);
  onRepeat((repeat) => tellWithNext(words[`form.${repeat}`]));
  giveTexts(pack, language === 'fa' ? 'fa-IR' : 'en-GB');
  document.title = `${words[`room.${room}`]} | ${club.name}`;
  const place = document.getElementById('room');
  if (place === null) throw new Error('the page has no place for its room');
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <IntlProvider locale={language} messages={{ ...words, ...roomWords }}>
          <I18nProvider locale={localeOf(language, club.calendar)}>
            <WithClub club={club} language={language}>
              <FormContext.Provider value={judgedHere}>{pages}</FormContext.Provider>
              <Toasts />
            </WithClub>
          </I18nProvider>
        </IntlProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
};
