import { calendarShown, directionOf, type CalendarName, type Language } from './formats/language.ts';

export type Theme = 'light' | 'dark';
export type Contrast = 'usual' | 'more';

/** How a person wants the pages; `theme` and `contrast` follow the system where nothing was chosen. */
export interface Look {
  readonly language: Language;
  readonly theme: Theme;
  readonly contrast: Contrast;
  /** Chosen, for the console alone; without a choice it goes with the language and the club. */
  readonly calendar?: CalendarName;
}

/** What was chosen; undefined: nothing any more. */
type Choice = { readonly [Of in keyof Look]?: Look[Of] | undefined };

const kept = 'vafa.look';
const languages: readonly Language[] = ['fa', 'en'];
const themes: readonly Theme[] = ['light', 'dark'];
const contrasts: readonly Contrast[] = ['usual', 'more'];
const calendars: readonly CalendarName[] = ['persian', 'gregorian'];

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((each) => each === value);

const chosenIn = (said: Readonly<Record<string, unknown>>): Partial<Look> => {
  const [language, theme, contrast, calendar] = [
    oneOf(languages, said.language ?? said.lang),
    oneOf(themes, said.theme),
    oneOf(contrasts, said.contrast),
    oneOf(calendars, said.calendar),
  ];
  return {
    ...(language && { language }),
    ...(theme && { theme }),
    ...(contrast && { contrast }),
    ...(calendar && { calendar }),
  };
};

/** Storage may be closed to the page, or hold anything. */
const choiceKept = (): Partial<Look> => {
  try {
    return chosenIn(JSON.parse(localStorage.getItem(kept) ?? '{}') as Record<string, unknown>);
  } catch {
    return {};
  }
};

let known: Look | undefined;

/**
 * What the address says stands before what was chosen once, and that before what the system prefers. Read once: pages
 * change the address under the look, and a choice begins the page anew.
 */
export const readLook = (): Look => (known ??= lookOf());

const lookOf = (): Look => ({
  language: 'fa',
  theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  contrast: matchMedia('(prefers-contrast: more)').matches ? 'more' : 'usual',
  ...choiceKept(),
  ...chosenIn(Object.fromEntries(new URLSearchParams(location.search))),
});

/** The calendar in which whoever works in the console reads the days of a club. */
export const calendarOf = (club: CalendarName): CalendarName => {
  const { language, calendar } = readLook();
  return calendarShown(language, club, calendar);
};

/** Puts a look on the whole page. */
export const showLook = ({ language, theme, contrast }: Look): void => {
  const page = document.documentElement;
  page.lang = language;
  page.dir = directionOf(language);
  page.dataset.theme = theme;
  page.dataset.contrast = contrast;
};

/**
 * Keeps a choice and begins the page anew with it: texts of the kit are given out once. What the address said of it
 * would win, so it goes.
 */
export const chooseLook = (choice: Choice): void => {
  try {
    localStorage.setItem(kept, JSON.stringify({ ...choiceKept(), ...choice }));
  } catch {
    // A closed storage forgets the choice with the page.
  }
  const address = new URL(location.href);
  for (const name of ['lang', 'theme', 'contrast', 'calendar']) address.searchParams.delete(name);
  if (address.href === location.href) location.reload();
  else location.replace(address);
};

const colour = /^#[0-9a-f]{6}$/i;

/** Gives the page the colour of a club, `#rrggbb`; everything that is coloured by it follows. */
export const showBrandColour = (brand: string): void => {
  if (colour.test(brand)) document.documentElement.style.setProperty('--brand', brand);
};
