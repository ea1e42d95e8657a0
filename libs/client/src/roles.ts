import { rolesOfOperations, type Role } from './generated/operations.ts';
import type { OperationId } from './asked.ts';

const rolesOf: Readonly<Partial<Record<OperationId, string>>> = rolesOfOperations;

/** Whether somebody with these roles may ask for an operation, as the gateway's own table says. */
export const mayDo = (held: readonly Role[], id: OperationId): boolean => {
  const roles = rolesOf[id]?.split(' ');
  return roles === undefined || held.some((role) => roles.includes(role));
};
