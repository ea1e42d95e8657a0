import { createContext, use } from 'react';
import type { AnswerOf } from '@vafa/client';

export type Brand = AnswerOf<'getBrand'>;

export const Kept = createContext<Brand | undefined>(undefined);

/** The look of the club whose page it is. */
export const useBrand = (): Brand => {
  const brand = use(Kept);
  if (brand === undefined) throw new Error('this part stands outside of WithBrand');
  return brand;
};
