import type { ComponentType } from 'react';
import { WithWords } from './with-words.tsx';

export type Texts = Readonly<Record<string, string>>;

/** A page with texts of its own: they come with it, for no other page needs them. */
export const withTexts = async (
  page: () => Promise<ComponentType>,
  texts: () => Promise<Texts>,
): Promise<ComponentType> => {
  const [Page, words] = await Promise.all([page(), texts()]);
  const Worded = () => (
    <WithWords words={words}>
      <Page />
    </WithWords>
  );
  return Worded;
};
