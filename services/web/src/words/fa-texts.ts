export { faPack as pack } from '../kit/texts/fa-pack.ts';
export { fa as words } from './fa.ts';
