import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceProcess } from './service-process.ts';

const stays = 'setInterval(() => undefined, 1_000);';
const ready = JSON.stringify('ledger is ready at 127.0.0.1:7102\n');
const long = `'x'.repeat(1 << 20)`;

describe('a service says that it is ready', () => {
  let folder: string;
  let started: ServiceProcess[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vafa-service-process-'));
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((one) => one.end('SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  });

  const serviceOf = (script: string): ServiceProcess => {
    const main = join(folder, 'main.cjs');
    writeFileSync(main, script);
    const one = new ServiceProcess({ name: 'ledger', service: 'ledger', port: 7102 }, process.env, folder, main);
    started.push(one);
    return one;
  };
  const startOf = (one: ServiceProcess): Promise<string> => new Promise((ended) => one.start(ended));

  test.each([
    ['behind a megabyte, in one piece', `process.stdout.write(${long} + ${ready});`],
    ['before a megabyte, in one piece', `process.stdout.write(${ready} + ${long});`],
    ['letter by letter', `let at = 0; setInterval(() => process.stdout.write(${ready}[at++] ?? ''), 5);`],
    ['behind half a letter', `process.stdout.write(Buffer.from([0xd9])); process.stdout.write(${ready});`],
    ['among complaints', `process.stderr.write(${long}); process.stdout.write(${ready});`],
  ])('%s', async (_how, script) => {
    const one = serviceOf(`${script} ${stays}`);
    void startOf(one);
    await one.ready();
    expect(one.pid).toBeGreaterThan(0);
  });

  test('as the last it does', async () => {
    const one = serviceOf(`process.stdout.write(${long} + ${ready});`);
    const end = startOf(one);
    await one.ready();
    expect(await end).toBe('0');
    expect(one.pid).toBeUndefined();
  });

  test('never, because it ended: the error has its last words', async () => {
    const one = serviceOf(`process.stderr.write(${long} + ' no port left'); process.exitCode = 3;`);
    const end = startOf(one);
    await expect(one.ready()).rejects.toThrow('no port left');
    expect(await end).toBe('3');
    expect(one.lastWords).toHaveLength(2_000);
  });

  test('never: words that come after its exit are in the error too', async () => {
    const late = `setTimeout(() => process.stderr.write('said late'), 300)`;
    const one = serviceOf(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(late)}], { stdio: 'inherit' });
       process.exit(3);`,
    );
    void startOf(one);
    await expect(one.ready()).rejects.toThrow('said late');
  });

  test('never, because the line is that of another service', async () => {
    const one = serviceOf(`process.stdout.write('checkout is ready at 127.0.0.1:7105');`);
    void startOf(one);
    await expect(one.ready()).rejects.toThrow(one.logFile);
  });

  test('for this run: what the one before said does not count', async () => {
    const one = serviceOf(`process.stdout.write(${ready}); ${stays}`);
    void startOf(one);
    await one.ready();
    await one.end('SIGKILL');
    expect(one.pid).toBeUndefined();
    writeFileSync(join(folder, 'main.cjs'), `process.stderr.write('no more');`);
    void startOf(one);
    await expect(one.ready()).rejects.toThrow('did not start: no more');
    await one.end('SIGTERM');
  });
});
