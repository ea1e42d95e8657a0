import { readLook } from '../../kit/look.ts';
import type { Texts } from '../parts/with-texts.tsx';

/** What pages of promotions say. */
export const promotionsTexts = async (): Promise<Texts> => {
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
