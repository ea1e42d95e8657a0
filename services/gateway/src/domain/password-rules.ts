import { asciiDigits, DomainError } from '@vafa/kernel';

const passwordLengthMin = 10;
export const passwordLengthMax = 128;
const differentMin = 5;

/** One password, however a keyboard writes it: compatible forms, and the digits of every script. */
export const toPassword = (text: string): string => asciiDigits(text.normalize('NFKC'));

/** Rows of keyboards and runs; what consists of pieces of them is guessed first. */
const runs = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'ضصثقفغعهخحجچ',
  'شسیبلاتنمکگ',
];
/** The words that most of the passwords are made of that were ever found. */
const words =
  /password|passw0rd|p@ssw0rd|p@ssword|welcome|letmein|iloveyou|admin|administrator|monkey|dragon|sunshine|princess|football|baseball|master|superman|batman|trustno1|login|secret|qwerty|abc123|vafa|iran|tehran|persia|رمز|گذرواژه|باشگاه|ایران|تهران/giu;
const pieceLength = 3;

const isRun = (text: string): boolean => {
  const turned = [...text].reverse().join('');
  return runs.some((run) => run.includes(text) || run.includes(turned));
};

/** What is left when pieces of runs are taken out. */
const withoutRuns = (text: string): string => {
  let rest = '';
  for (let at = 0; at < text.length; ) {
    let end = at + pieceLength;
    if (!isRun(text.slice(at, end)) || end > text.length) {
      rest += text.charAt(at);
      at += 1;
      continue;
    }
    while (end < text.length && isRun(text.slice(at, end + 1))) end += 1;
    at = end;
  }
  return rest;
};

const letters = (text: string): number => new Set(text).size;

/**
 * Raises `password_too_weak` for one that is short, long, or among those that are tried first: its owner's name, a few
 * characters again and again, rows of the keyboard, the usual words. There are no rules about kinds of characters.
 */
export const requirePassword = (password: string, username: string): void => {
  const refuse = (why: string): DomainError => new DomainError('invalid', 'password_too_weak', why);
  const { length } = [...password];
  if (length < passwordLengthMin || length > passwordLengthMax)
    throw refuse(
      `a password has ${String(passwordLengthMin)} to ${String(passwordLengthMax)} characters; a sentence is a good one`,
    );
  const plain = password.toLowerCase();
  const own = plain.replaceAll(username, '').replace(words, '');
  const rest = withoutRuns(own.replace(/[\s\p{P}\p{S}]/gu, ''));
  if (letters(plain) < differentMin || letters(rest) < differentMin)
    throw refuse('this password is among the first that somebody would try; take another one, such as a sentence');
};
