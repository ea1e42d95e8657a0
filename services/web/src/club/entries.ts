import {
  Gift,
  Hourglass,
  ReceiptText,
  ShoppingBag,
  Sparkles,
  Undo2,
  Wrench,
  ClipboardList,
  type LucideIcon,
} from 'lucide-react';
import type { Entry } from './seen.ts';
import type { ClubWordId } from './words/en.ts';

interface Said {
  readonly title: ClubWordId;
  readonly icon: LucideIcon;
  readonly isBack?: true;
}

/** Kinds that move nothing a member would count: what only holds points for a moment, or tells of the account. */
const unshown = new Set([
  'hold',
  'void',
  'open',
  'freeze',
  'unfreeze',
  'close',
  'join',
  'leave',
  'extend',
  'refused',
  'suspend',
  'settle',
]);

export const isShown = ({ kind, amount, captured }: Entry): boolean =>
  !unshown.has(kind) && (Number(amount) !== 0 || Number(captured ?? 0) !== 0);

/** Units that came, or left. A capture takes what was held before. */
export const changeOf = ({ amount, captured }: Entry): number =>
  Number(captured ?? 0) === 0 ? Number(amount) : -Number(captured);

/** In which words an entry is told, by its kind and by what caused it. */
export const saidOf = ({ kind, cause, key }: Entry): Said => {
  const from = `${cause ?? ''} ${key}`;
  switch (kind) {
    case 'accrue':
      if (/survey/.test(from)) return { title: 'entry.survey', icon: ClipboardList };
      return /sale|sal_/.test(from)
        ? { title: 'entry.purchase', icon: ShoppingBag }
        : { title: 'entry.given', icon: Sparkles };
    case 'capture':
      return { title: 'entry.paid', icon: ReceiptText };
    case 'burn':
      return /rdm_|burn|redem/.test(from)
        ? { title: 'entry.reward', icon: Gift }
        : { title: 'entry.paid', icon: ReceiptText };
    case 'reverse_accrual':
      return { title: 'entry.returned', icon: Undo2, isBack: true };
    case 'reverse_burn':
    case 'reinstate':
      return { title: 'entry.back', icon: Undo2, isBack: true };
    case 'expire':
      return { title: 'entry.expired', icon: Hourglass };
    case 'activate':
      return { title: 'entry.ready', icon: Sparkles };
    default:
      return { title: 'entry.corrected', icon: Wrench };
  }
};
