import { expect, test } from '@jest/globals';
import { requirePassword, toPassword } from './password-rules.ts';

const isTaken = (password: string, username = 'sara'): boolean => {
  try {
    requirePassword(toPassword(password), username);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ kind: 'invalid', code: 'password_too_weak' });
    return false;
  }
};

test.each([
  'horses like green apples',
  'سه کتاب روی میز چوبی',
  'k9$Tq!zW4m',
  'correct horse battery staple',
  '😀😃😄😁😆 is what I feel',
  'x'.repeat(64) + 'several letters more',
])('%s is taken', (password) => {
  expect(isTaken(password)).toBe(true);
});

test.each([
  ['short', 'k9$Tq!zW4'],
  ['long', 'a1b2c3d4e5'.repeat(13)],
  ['one letter', 'aaaaaaaaaaaa'],
  ['few letters', 'abababababab'],
  ['digits in a row', '1234567890'],
  ['digits backwards', '9876543210'],
  ['Persian digits in a row', '۱۲۳۴۵۶۷۸۹۰'],
  ['a row of keys', 'qwertyuiop'],
  ['Persian keys', 'ضصثقفغعهخح'],
  ['pieces of rows', 'qwerasdf1234'],
  ['the usual word', 'Password123!'],
  ['a usual word twice', 'adminadmin2024'],
  ['its owner', 'sara-sara-sara-12'],
  ['the product', 'vafa1234567'],
  ['spread out', 'p a s s w o r d 1 2 3'.replaceAll(' ', '') + '!!'],
])('%s is refused: %s', (_why, password) => {
  expect(isTaken(password)).toBe(false);
});

test('one password, however it is written', () => {
  expect(toPassword('رمز ۱۲۳')).toBe(toPassword('رمز 123'));
  expect(toPassword('ｆｕｌｌ ٤٥')).toBe('full 45');
});
