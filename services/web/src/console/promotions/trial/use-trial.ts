import type { TriedPromotions } from '@vafa/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { orMissing } from '../../../api/or-missing.ts';
import { useMay, useSignedIn } from '../../../sign-in/use-session.ts';
import type { Written } from '../written.ts';
import { codePattern } from '../written.ts';
import { knownGood, trialOf, type BasketLine, type Facts } from './basket.ts';

export interface Tried {
  readonly answer: TriedPromotions;
  /** The code under which the written one was tried. */
  readonly code: string;
  /** SKUs that the catalogue does not know. */
  readonly unknown: readonly string[];
  readonly written: Written;
}

/** What a promotion is called in a trial before it has a code. */
const unnamed = 'tried';

/** Tries what is written on a basket: first what the catalogue knows of its goods, then the gateway decides. */
export const useTrial = () => {
  const may = useMay();
  const { club } = useSignedIn();
  return useMutation({
    mutationFn: async (asked: {
      readonly written: Written;
      readonly lines: readonly BasketLine[];
      readonly facts: Facts;
    }): Promise<Tried> => {
      const { written, lines, facts } = asked;
      const skus = [...new Set(lines.map(({ sku }) => sku.trim()))].filter((sku) => sku !== '');
      const mayLook = may('getGood') && may('getCatalogue');
      const catalogue = mayLook ? await api.call('getCatalogue') : { categories: [] };
      const found = await Promise.all(
        skus.map(async (sku) => {
          const good = mayLook ? await orMissing(api.call('getGood', { path: { sku } })) : undefined;
          return [sku, good && knownGood(good, catalogue)] as const;
        }),
      );
      const goods = new Map(found.flatMap(([sku, good]) => (good === undefined ? [] : [[sku, good] as const])));
      const code = codePattern.test(written.code) ? written.code : unnamed;
      const answer = await api.call('tryPromotions', {
        body: {
          ...trialOf(lines, facts, goods, club.currency_digits),
          promotion: { code, name: written.name.trim() === '' ? unnamed : written.name.trim(), terms: written.terms },
        },
      });
      return { answer, code, unknown: skus.filter((sku) => !goods.has(sku)), written };
    },
  });
};
