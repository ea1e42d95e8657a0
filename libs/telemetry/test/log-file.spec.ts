import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LogFile } from '../src/index.ts';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'vafa-log-'));
const line = (number: number): string => `${String(number).padStart(9, '0')}\n`;

test('rotates by size, keeps as many as it is told, and loses no line of these', () => {
  const folder = fresh();
  const log = new LogFile(join(folder, 'vafa.log'), { bytesMax: 100, files: 3 });
  for (let number = 0; number < 95; number++) log.write(line(number));
  expect(readdirSync(folder).sort()).toEqual(['vafa.log', 'vafa.log.1', 'vafa.log.2']);
  const text = ['vafa.log.2', 'vafa.log.1', 'vafa.log']
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  expect(text).toBe(Array.from({ length: 25 }, (_, place) => line(70 + place)).join(''));
  expect(statSync(join(folder, 'vafa.log')).mode & 0o777).toBe(0o600);
});

test('goes on where an earlier process stopped, and a line larger than a file has one of its own', () => {
  const path = join(fresh(), 'vafa.log');
  new LogFile(path, { bytesMax: 100, files: 2 }).write(line(1));
  const log = new LogFile(path, { bytesMax: 100, files: 2 });
  log.write('x'.repeat(300));
  expect(readFileSync(`${path}.1`, 'utf8')).toBe(line(1));
  expect(readFileSync(path, 'utf8')).toHaveLength(300);
});

test('one file is begun anew when it is full', () => {
  const folder = fresh();
  const log = new LogFile(join(folder, 'vafa.log'), { bytesMax: 25, files: 1 });
  for (let number = 0; number < 5; number++) log.write(line(number));
  expect(readdirSync(folder)).toEqual(['vafa.log']);
  expect(readFileSync(join(folder, 'vafa.log'), 'utf8')).toBe(line(4));
});
