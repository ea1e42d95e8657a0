import { Cake, PartyPopper, type LucideIcon } from 'lucide-react';
import type { OccasionWordId } from '../words/occasions-en.ts';
import { Icon } from './icon.tsx';
import { useSayOf } from './say.ts';

interface OccasionProps {
  readonly kind: 'birthday' | 'joining';
  /** In so many days; below zero it was so many ago. */
  readonly days: number;
}

const icons: Readonly<Record<OccasionProps['kind'], LucideIcon>> = { birthday: Cake, joining: PartyPopper };

/** What there is to congratulate a member on, as a row of a list. */
export const Occasion = ({ kind, days }: OccasionProps) => {
  const say = useSayOf<OccasionWordId>();
  return (
    <li data-now={days === 0 || undefined}>
      <Icon of={icons[kind]} size="sm" />
      <span>{days < 0 ? say(`occasion.${kind}-ago`, { days: -days }) : say(`occasion.${kind}-in`, { days })}</span>
    </li>
  );
};
