import { DomainError } from '@vafa/kernel';

/**
 * Raises `…_changed` when what is there is not what was seen, so that nobody saves over what they have not read. 0:
 * whoever asks did not say.
 */
export const requireSeen = (
  thing: 'staff' | 'identity_provider' | 'approval_settings',
  seen: number,
  now: number,
): void => {
  if (seen === 0 || seen === now) return;
  throw new DomainError('conflict', `${thing}_changed`, 'it was changed since it was read', { revision: String(now) });
};
