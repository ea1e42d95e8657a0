import { DomainError } from '@vafa/kernel';

/** Field → whether it is right, and what is expected of it. */
export type FieldRules = Readonly<Record<string, readonly [right: boolean, expected: string]>>;

/** Raises `code` (kind invalid) when a field is wrong; the details name every wrong field. */
export const checkFields = (code: string, subject: string, rules: FieldRules): void => {
  const wrong = Object.entries(rules).filter(([, [right]]) => !right);
  if (wrong.length === 0) return;
  const details = Object.fromEntries(wrong.map(([field, [, expected]]) => [field, expected]));
  throw new DomainError(
    'invalid',
    code,
    `the ${subject} is wrong in ${wrong.map(([field]) => field).join(', ')}`,
    details,
  );
};
