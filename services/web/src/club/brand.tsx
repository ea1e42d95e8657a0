import { I18nProvider } from 'react-aria-components';
import { useEffect, type ReactNode } from 'react';
import { WithClub, useClub } from '../kit/club-settings.tsx';
import { calendarShown, localeOf } from '../kit/formats/language.ts';
import { showBrandColour } from '../kit/look.ts';
import { Kept, type Brand } from './brand-context.ts';

const asManifest = (code: string): void => {
  const named = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
  const link = named ?? document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'manifest' }));
  link.href = `/club/${code}/manifest.webmanifest`;
  document.querySelector('link[rel=icon]')?.setAttribute('href', `/club/${code}/icon.svg`);
};

/** Pages within look and count as the club does. */
export const WithBrand = ({ brand, children }: { readonly brand: Brand; readonly children: ReactNode }) => {
  const { language } = useClub();
  const { name, code, brand_colour: colour, time_zone: zone, display_unit: money } = brand;
  const calendar = calendarShown(language, brand.calendar);
  useEffect(() => {
    document.title = name;
    asManifest(code);
    if (!new URLSearchParams(location.search).has('brand')) showBrandColour(colour ?? '');
    const shade = getComputedStyle(document.documentElement).getPropertyValue('--canvas').trim();
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', shade);
  }, [name, code, colour]);
  return (
    <Kept value={brand}>
      <I18nProvider locale={localeOf(language, calendar)}>
        <WithClub club={{ name, zone, calendar, money }} language={language}>
          {children}
        </WithClub>
      </I18nProvider>
    </Kept>
  );
};
