import type { ComponentType } from 'react';
import { readLook } from '../../kit/look.ts';
import { WithWords } from '../setup/with-words.tsx';

/** A page of the catalogue with its own texts. */
export const withTexts = async (page: () => Promise<ComponentType>): Promise<ComponentType> => {
  const [Page, words] = await Promise.all([
    page(),
    readLook().language === 'fa'
      ? import('./words-fa.ts').then(({ catalogueFa }) => catalogueFa)
      : import('./words-en.ts').then(({ catalogueEn }) => catalogueEn),
  ]);
  const Worded = () => (
    <WithWords words={words}>
      <Page />
    </WithWords>
  );
  return Worded;
};
