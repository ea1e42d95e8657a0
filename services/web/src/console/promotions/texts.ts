import type { ComponentType } from 'react';
import { readLook } from '../../kit/look.ts';
import { WithWords } from '../setup/with-words.tsx';

type Words = Readonly<Record<string, string>>;

const texts = async (): Promise<Words> => {
  if (readLook().language === 'fa') {
    const [page, terms, editor] = await Promise.all([
      import('./words-fa.ts'),
      import('./terms/words-fa.ts'),
      import('./editor/words-fa.ts'),
    ]);
    return { ...page.promotionsFa, ...terms.termsFa, ...editor.editorFa };
  }
  const [page, terms, editor] = await Promise.all([
    import('./words-en.ts'),
    import('./terms/words-en.ts'),
    import('./editor/words-en.ts'),
  ]);
  return { ...page.promotionsEn, ...terms.termsEn, ...editor.editorEn };
};

/** A page with its own texts: they are many, and no other page needs them. */
export const withTexts = async (page: () => Promise<ComponentType>): Promise<ComponentType> => {
  const [Page, words] = await Promise.all([page(), texts()]);
  const Worded = () => (
    <WithWords words={words}>
      <Page />
    </WithWords>
  );
  return Worded;
};
