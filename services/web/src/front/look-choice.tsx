import { Segments } from '../kit/segments.tsx';
import { chooseLook, readLook, type Contrast, type Theme } from '../kit/look.ts';
import type { Language } from '../kit/formats/language.ts';
import { useSay } from '../kit/say.ts';

/** Persian or English, each in its own letters. */
export const LanguageChoice = () => {
  const say = useSay();
  const options = (['fa', 'en'] as const).map((id) => ({ id, name: say(`look.${id}`) }));
  return (
    <Segments
      label={say('look.language')}
      options={options}
      value={readLook().language}
      onChoose={(id) => chooseLook({ language: id as Language })}
    />
  );
};

/** Light or dark, and how much contrast. */
export const ThemeChoice = () => {
  const say = useSay();
  const { theme, contrast } = readLook();
  return (
    <>
      <Segments
        label={say('look.theme')}
        options={(['light', 'dark'] as const).map((id) => ({ id, name: say(`look.${id}`) }))}
        value={theme}
        onChoose={(id) => chooseLook({ theme: id as Theme })}
      />
      <Segments
        label={say('look.contrast')}
        options={(['usual', 'more'] as const).map((id) => ({ id, name: say(`look.${id}`) }))}
        value={contrast}
        onChoose={(id) => chooseLook({ contrast: id as Contrast })}
      />
    </>
  );
};
