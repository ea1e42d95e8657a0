import { DomainError, identifier, plainLinePattern } from '@vafa/kernel';

// Marks that nobody sees and that change nothing: pasted with the text, or made by keyboards.
const unseen = /[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]/g;

const blanks = /[ \u00a0\u2000-\u200a\u202f\u3000]+/g;

const checked = (field: string, text: string, lengthMax: number): string => {
  const invalid = (what: string): DomainError =>
    new DomainError('invalid', 'invalid_member', `${field} ${what}`, { field });
  if (text.length > lengthMax) throw invalid(`is longer than ${String(lengthMax)} characters`);
  if (!plainLinePattern.test(text)) throw invalid('holds control characters');
  return text;
};

const plainText = (field: string, text: string, lengthMax: number): string =>
  checked(field, text.replace(unseen, '').normalize('NFC').trim().replace(blanks, ' '), lengthMax);

/** A name as it was written, composed, without what is not seen and with single blanks. Raises `invalid_member`. */
export const nameText = (text: string): string => plainText('name', text, 200);

/** Why somebody corrected a member. Raises `invalid_member`. */
export const reasonText = (text: string): string => plainText('reason', text, 500);

/** An identifier in its one form. Raises `invalid_member`. */
export const identifierText = (field: string, text: string, lengthMax: number): string =>
  checked(field, identifier(text), lengthMax);
