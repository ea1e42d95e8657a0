import type { Basket as BasketMessage } from '@vafa/contracts/campaigns';
import { DomainError } from '@vafa/kernel';
import type { Basket } from '../../domain/basket.ts';

/** Raises `invalid_basket` when the time is missing. */
export const toBasket = ({ branchId, memberId, at, lines, pinned }: BasketMessage): Basket => {
  if (!at) throw new DomainError('invalid', 'invalid_basket', 'a basket has a time');
  return { branchId, memberId, at, lines, pinned };
};
