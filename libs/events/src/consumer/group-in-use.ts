import { DomainError } from '@vafa/kernel';

/** Why a group cannot be set back. */
export const groupInUse = (group: string, topic: string): DomainError =>
  new DomainError('conflict', 'group_in_use', 'somebody of the group consumes; stop it first', { group, topic });
