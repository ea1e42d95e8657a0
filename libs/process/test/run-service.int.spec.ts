import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { connectGrpc } from '@vafa/grpc';
import { freePort, openTestEngine, type TestEngine } from '@vafa/testing';
import { MongoClient } from 'mongodb';
import { service, type Ended } from './service-run.ts';

const timeoutMs = 600_000;
const masterKey = '0f'.repeat(32);
const namespace = `run${randomBytes(4).toString('hex')}`;

let engine: TestEngine;
let client: MongoClient;
let address: string;

beforeAll(async () => {
  engine = await openTestEngine();
  client = new MongoClient(engine.uri);
  address = `127.0.0.1:${String(await freePort())}`;
});

afterAll(async () => {
  for (const name of ['ledger', 'events']) await client.db(`${namespace}_${name}`).dropDatabase();
  await client.close();
  await engine.close();
});

const environment = (): Record<string, string> => ({
  MONGODB_URI: engine.uri,
  VAFA_NAMESPACE: namespace,
  GRPC_URL: address,
  VAFA_MASTER_KEY: masterKey,
  LOG_LEVEL: 'warn',
});
const ledger = (args: readonly string[] = []): Promise<Ended> => service('ledger', environment(), args).ended();
const commits = () => client.db(`${namespace}_ledger`).collection('commits');

describe('the ledger as a process', () => {
  test(
    'prepare creates what is missing and says so, as often as it is asked',
    async () => {
      for (const _time of [1, 2]) {
        expect(await ledger(['prepare'])).toEqual({
          code: 0,
          out: `ledger is prepared: indexes of ${namespace}_ledger, topics vafa.ledger.v1, vafa.checkout.v1, vafa.feedback.v1\n`,
          err: '',
        });
      }
      expect((await commits().indexes()).length).toBeGreaterThan(2);
      expect(await commits().countDocuments()).toBe(0);
    },
    timeoutMs,
  );

  test(
    'runs until SIGTERM, in its namespace: one line when it is ready, one when it stops, 0',
    async () => {
      const run = service('ledger', environment());
      await run.said(`ledger is ready at ${address} (`);
      const account = { clubId: 'demo', memberId: 'sara', unit: 'points' };
      const verb = {
        $case: 'accrue' as const,
        value: { amount: 100n, basis: undefined, expiresAt: undefined, activeAt: undefined },
      };
      const calls = connectGrpc(LedgerServiceService, address);
      const { outcomes } = await calls.post({
        commands: [
          {
            account,
            key: 'c:t:1',
            cause: 'test',
            effectiveAt: undefined,
            reason: 'goodwill',
            reference: '',
            finished: false,
            terms: undefined,
            verb,
          },
        ],
      });
      calls.close();
      expect(outcomes).toMatchObject([{ key: 'c:t:1', refusal: '' }]);
      run.kill('SIGTERM');
      const { code, out, err } = await run.ended();
      expect({ code, lines: out.split('\n').length, err }).toEqual({ code: 0, lines: 2, err: 'ledger: stopping …\n' });
      expect(await commits().countDocuments()).toBe(1);
    },
    timeoutMs,
  );

  test(
    'verify reads the journal, prints the result, and ends with 0',
    async () => {
      const { code, out, err } = await ledger(['verify']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^ {2}accounts {2}1\n {2}commits {3}1\n {2}entries {3}1\n {2}root {6}[0-9a-f]{64}\nclean: /);
    },
    timeoutMs,
  );

  test(
    'due does what the clock asks for: it keeps a root, and books what came due',
    async () => {
      const { code, out, err } = await ledger(['due']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(
        /^ {2}roots kept {8}\d{4}-\d\d-\d\d\n {2}noted {13}0 accounts .*\n {2}looked at {9}0 accounts\n {2}booked {12}0 entries in 0 accounts\n$/,
      );
      expect(await client.db(`${namespace}_ledger`).collection('roots').countDocuments()).toBe(1);
    },
    timeoutMs,
  );

  test(
    'verify ends with 1 and names each finding when the journal was changed',
    async () => {
      await commits().updateOne({}, { $set: { 'after.available': 999 } });
      const { code, out } = await ledger(['verify']);
      expect(code).toBe(1);
      expect(out).toMatch(/\n\d+ findings\n/);
      expect(out).toMatch(/\n {2}demo\S* {2}1 {2}hash_differs {2}/);
    },
    timeoutMs,
  );
});
