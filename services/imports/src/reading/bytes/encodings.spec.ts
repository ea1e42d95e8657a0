import { describe, expect, test } from '@jest/globals';
import { TextDecoder } from 'node:util';
import { chooseEncoding, encodingOfHead } from './choose-encoding.ts';
import { EncodingEvidence } from './encoding-evidence.ts';

/** The bytes of a text in an encoding of one byte a character, by asking the decoder what each byte means. */
const encoded = (text: string, encoding: string): Buffer => {
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]),
  );
  return Buffer.from([...text].map((char) => bytes.get(char) ?? 0x3f));
};

const choose = (bytes: Buffer, chunk = 7): string => {
  const evidence = new EncodingEvidence();
  for (let from = 0; from < bytes.length; from += chunk) evidence.add(bytes.subarray(from, from + chunk));
  evidence.end();
  const { encoding, others } = chooseEncoding(evidence);
  return [encoding, ...others].join(' ');
};

const german = 'Käse, Brötchen, Weißbier, Äpfel, Müsli';
const persian = 'شماره فاکتور, برنج ایرانی, پنیر, چای, تهران, گز اصفهان';

describe('the encoding of a file without a mark', () => {
  test.each([
    ['ASCII', Buffer.from('a,b,c'), 'utf-8'],
    ['UTF-8', Buffer.from(`${german} ${persian} 🙂`), 'utf-8'],
    ['German in windows-1252', encoded(german, 'windows-1252'), 'windows-1252'],
    ['a pound sign', encoded('HAND WARMER £5', 'windows-1252'), 'windows-1252'],
    ['typographic signs', encoded('‘five’ – 5 €', 'windows-1252'), 'windows-1252'],
    ['Persian in windows-1256', encoded(persian.replaceAll('ی', 'ي'), 'windows-1256'), 'windows-1256'],
    ['Turkish is asked', encoded('Şeker, ışık, Iğdır', 'windows-1254'), 'windows-1252 windows-1254 windows-1250'],
    ['Polish is asked', encoded('złoty, masło', 'windows-1250'), 'windows-1252 windows-1250 macintosh windows-1254'],
    ['a Macintosh is asked', encoded('Käse, Bär', 'macintosh'), 'windows-1252 windows-1250 macintosh windows-1254'],
    ['an apostrophe in a word', encoded('don’t, œuf, naïve, Šiška', 'windows-1252'), 'windows-1252'],
    [
      'Russian is asked',
      encoded('молоко, хлеб, сахар', 'windows-1251'),
      'windows-1256 windows-1251 windows-1253 windows-1255 windows-1252',
    ],
    ['UTF-8 with one broken place', Buffer.concat([Buffer.from(german.repeat(5)), Buffer.from([0xfc])]), 'utf-8'],
    ['UTF-8 that is cut within a character', Buffer.from(german.repeat(2)).subarray(0, 3), 'utf-8'],
  ])('%s', (_name, bytes, encoding) => {
    for (const chunk of [1, 2, 7, 1_000]) expect(choose(bytes, chunk)).toBe(encoding);
  });

  test('UTF-16 is known by its mark, or by the NULs of its delimiters', () => {
    const le = Buffer.from(`${persian}\r\n${persian}`, 'utf16le');
    expect(encodingOfHead(le)).toBe('utf-16le');
    expect(encodingOfHead(Buffer.from(le).swap16())).toBe('utf-16be');
    expect(encodingOfHead(Buffer.concat([Buffer.from([0xff, 0xfe]), le]))).toBe('utf-16le');
    expect(encodingOfHead(Buffer.from('a,b'))).toBeUndefined();
  });
});
