import * as shipped from 'react-aria-components/i18n/en-US';
import type { KitPack } from '../kit/texts/kit-pack.ts';

/** Its types call the pack a type; it is a value. */
export const pack = (shipped as unknown as { readonly default: KitPack }).default;
export { en as words } from './en.ts';
