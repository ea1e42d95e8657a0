import { calendarShown, directionOf, type CalendarName, type Language } from './formats/language.ts';

export type Theme = 'light' | 'dark';
export type Contrast = 'usual' | 'more';

/** How a person wants the pages; `theme` and `contrast` follow the system where nothing was chosen. */
export interface Look {
  readonly language: Language;
  readonly theme: Theme;
  readonly contrast: Contrast;
  /** Said by the address, for the console alone; else it is who has signed in that chooses one. */
  readonly calendar?: CalendarName;
}

/** What was chosen; undefined: nothing any more. */
type Choice = { readonly [Of in Exclude<keyof Look, 'calendar'>]?: Look[Of] | undefined };

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
    const { calendar: _, ...choice } = chosenIn(JSON.parse(localStorage.getItem(kept) ?? '{}') as Choice);
    return choice;
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

const keptCalendars = 'vafa.calendars';
/** Of as many people as sit at one desk. */
const deskMost = 50;

type CalendarOfPerson = readonly [who: string, calendar: CalendarName];

const isOfPerson = (each: unknown): each is CalendarOfPerson =>
  Array.isArray(each) && typeof each[0] === 'string' && oneOf(calendars, each[1]) !== undefined;

/** Whoever chose last stands first. */
const calendarsKept = (): readonly CalendarOfPerson[] => {
  try {
    const told = JSON.parse(localStorage.getItem(keptCalendars) ?? '[]') as unknown;
    return Array.isArray(told) ? told.filter(isOfPerson) : [];
  } catch {
    return [];
  }
};

/** What a person has chosen in this browser, for the console alone; the next one at the desk chooses anew. */
export const calendarChosenBy = (who: string): CalendarName | undefined =>
  readLook().calendar ?? calendarsKept().find(([each]) => each === who)?.[1];

/** The calendar in which a person who works in the console reads the days of a club. */
export const calendarOf = (club: CalendarName, who: string): CalendarName =>
  calendarShown(readLook().language, club, calendarChosenBy(who));

/** Puts a look on the whole page. */
export const showLook = ({ language, theme, contrast }: Look): void => {
  const page = document.documentElement;
  page.lang = language;
  page.dir = directionOf(language);
  page.dataset.theme = theme;
  page.dataset.contrast = contrast;
};

const keep = (name: string, choice: unknown): void => {
  try {
    localStorage.setItem(name, JSON.stringify(choice));
  } catch {
    // A closed storage forgets the choice with the page.
  }
};

/** Texts of the kit are given out once, so the page begins anew. What the address said of a look would win: it goes. */
const beginAnew = (): void => {
  const address = new URL(location.href);
  for (const name of ['lang', 'theme', 'contrast', 'calendar']) address.searchParams.delete(name);
  if (address.href === location.href) location.reload();
  else location.replace(address);
};

/** Keeps a choice for this browser, and begins the page anew with it. */
export const chooseLook = (choice: Choice): void => {
  keep(kept, { ...choiceKept(), ...choice });
  beginAnew();
};

/** Keeps a calendar for a person in this browser, or gives it back to the club and the language. */
export const chooseCalendar = (who: string, calendar: CalendarName | undefined): void => {
  const others = calendarsKept().filter(([each]) => each !== who);
  keep(keptCalendars, (calendar === undefined ? others : [[who, calendar], ...others]).slice(0, deskMost));
  beginAnew();
};

const colour = /^#[0-9a-f]{6}$/i;

/** Gives the page the colour of a club, `#rrggbb`; everything that is coloured by it follows. */
export const showBrandColour = (brand: string): void => {
  if (colour.test(brand)) document.documentElement.style.setProperty('--brand', brand);
};
