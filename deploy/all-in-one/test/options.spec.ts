import { describe, expect, test } from '@jest/globals';
import { readOptions } from '../src/options.ts';

describe('options', () => {
  test('have defaults', () => {
    expect(readOptions([])).toEqual({ dataFolder: `${process.cwd()}/.data`, port: 8080, empty: false, logTo: 'file' });
  });

  test('are read', () => {
    expect(readOptions(['--data', '/x', '--port', '9000', '--empty', '--log', 'stdout'])).toEqual({
      dataFolder: '/x',
      port: 9000,
      empty: true,
      logTo: 'stdout',
    });
    expect(readOptions(['--help'])).toBeUndefined();
  });

  test.each([
    [['--port', 'abc'], '--port must be a number'],
    [['--port', '70000'], '--port must be a number'],
    [['--frob'], "Unknown option '--frob'"],
    [['--log', 'paper'], '--log is file or stdout'],
    [['stray'], 'Unexpected argument'],
  ])('%j is refused', (args, says) => {
    expect(() => readOptions(args)).toThrow(says);
  });
});
