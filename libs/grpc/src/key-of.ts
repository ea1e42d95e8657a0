import { DomainError } from '@vafa/kernel';

/** The permanent key that a command must carry. Raises `key_missing`. */
export const keyOf = ({ key }: { readonly key: string }): string => {
  if (key === '') throw new DomainError('invalid', 'key_missing', 'a command has a key');
  return key;
};
