import { createContext, use, type ReactNode } from 'react';
import type { DaySettings } from './formats/dates.ts';
import type { CalendarName, Language } from './formats/language.ts';
import type { MoneyUnit } from './formats/money.ts';

/** What a page shows of its club, and how the club counts. */
export interface ClubSettings {
  readonly name: string;
  /** Address of the club's logo on this host; without one the first letter of its name stands for it. */
  readonly logo?: string;
  readonly zone: string;
  readonly calendar: CalendarName;
  readonly money: MoneyUnit;
}

/** How Vafa itself looks, before a club is known. */
export const vafaSettings = (language: Language): ClubSettings => ({
  name: language === 'fa' ? 'وفا' : 'Vafa',
  zone: 'Asia/Tehran',
  calendar: language === 'fa' ? 'persian' : 'gregorian',
  money: 'toman',
});

interface Shown extends ClubSettings {
  readonly language: Language;
}

const Settings = createContext<Shown | undefined>(undefined);

export const WithClub = ({
  club,
  language,
  children,
}: {
  club: ClubSettings;
  language: Language;
  children: ReactNode;
}) => <Settings value={{ ...club, language }}>{children}</Settings>;

/** The club of the page and the language that it is shown in. */
export const useClub = (): Shown => {
  const settings = use(Settings);
  if (settings === undefined) throw new Error('this part stands outside of WithClub');
  return settings;
};

/** How days are shown here. */
export const useDays = (): DaySettings => {
  const { language, calendar, zone } = useClub();
  return { language, calendar, zone };
};
