import { ApiProblem, type Catalogue } from '@vafa/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { useClub } from '../../kit/club-settings.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useCatalogueSay } from './say.ts';

export type Category = Catalogue['categories'][number];
export type TaxClass = Catalogue['tax_classes'][number];

export const useCatalogue = () => useQuery({ queryKey: ['catalogue'], queryFn: () => api.call('getCatalogue') });

/** What a category or a good is called, in the language of the page where it has a name in it. */
export const useNameOf = (): ((of: { name_fa: string; name_en: string }) => string) => {
  const { language } = useClub();
  return ({ name_fa: fa, name_en: en }) => (language === 'fa' ? fa || en : en || fa);
};

/** The catalogue as the gateway takes it: what is empty is left out. */
const bodyOf = ({ categories, tax_classes: classes, revision }: Catalogue) => ({
  categories: categories.map(({ code, parent, name_fa: fa, name_en: en }) => ({
    code,
    ...(parent !== '' && { parent }),
    ...(fa !== '' && { name_fa: fa }),
    ...(en !== '' && { name_en: en }),
  })),
  tax_classes: classes.map(({ code, rate }) => ({ code, rate: Number(rate) })),
  ...(revision > 0 && { revision }),
});

const refusals = {
  catalogue_changed: 'catalogue.changed',
  category_in_use: 'catalogue.in-use',
} as const;

/** Sets the catalogue by the revision that was seen. What stands there now is shown beside a refusal. */
export const useSetCatalogue = (onDone: () => void) => {
  const say = useCatalogueSay();
  const changed = useChanged();
  const write = useWrite(
    async (next: Catalogue): Promise<Catalogue> => {
      try {
        return await api.call('setCatalogue', { body: bodyOf(next) });
      } catch (error) {
        if (error instanceof ApiProblem && error.code in refusals) changed();
        throw error;
      }
    },
    () => {
      changed();
      onDone();
    },
  );
  const known = Object.entries(refusals).find(([code]) => code === write.code)?.[1];
  return { ...write, problem: { failure: write.failure, text: known && say(known) } };
};

export interface Row {
  readonly category: Category;
  /** How many stand above it. */
  readonly depth: number;
}

/** The tree in the order in which it is read: each below that to which it belongs, by code. */
export const treeOf = (categories: readonly Category[]): readonly Row[] => {
  const known = new Set(categories.map(({ code }) => code));
  const below = (parent: string, depth: number): readonly Row[] =>
    categories
      .filter((each) => (known.has(each.parent) ? each.parent : '') === parent)
      .toSorted((one, other) => one.code.localeCompare(other.code))
      .flatMap((category) => [{ category, depth }, ...below(category.code, depth + 1)]);
  return below('', 0);
};
