import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import type { Connection } from 'mongoose';
import { Claims, MongoCommands, openDatabase, plainSchema, type Claim } from '../src/index.ts';
import { commandsContract } from './commands.contract.ts';
import { ways, wayTo } from './ways.ts';

let engine: TestEngine;
let connection: Connection;
let claims: Claims;
let opened = 0;

describe.each(ways)('%s', (way) => {
  beforeAll(async () => {
    engine = await openTestEngine();
    connection = await openDatabase(engine.uri, engine.database('commands'), wayTo(engine, way));
    claims = newClaims();
  });
  afterAll(async () => {
    await connection.close();
    await engine.close();
  });

  const newClaims = (): Claims =>
    new Claims(
      connection.model(
        `Key${String(++opened)}`,
        plainSchema<Claim>({ _id: String, owner: String, key: String }),
        `keys_${String(opened)}`,
      ),
    );

  commandsContract('in a database', () => new MongoCommands(newClaims()));
  commandsContract(
    'in a database, with marks of its own',
    () => new MongoCommands(newClaims(), (clubId, body) => `${clubId}:${body.length}:${body}`),
  );

  describe('commands that were entered before', () => {
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
    const given = (key: string, body = 'a body') => ({ verb: 'create', clubId: 'clb_1', key, body });

    test('with the mark of their body as owner still tell one body from another', async () => {
      await claims.claim('create/clb_1/c:old:1', sha256('a body'), 'c:old:1');
      const commands = new MongoCommands(claims);
      expect(await commands.enter(given('c:old:1'), 'rwd_1')).toBe('rwd_1');
      await expect(commands.enter(given('c:old:1', 'another body'), 'rwd_1')).rejects.toMatchObject({
        code: 'key_reused',
      });
    });

    test('with their subject as owner are about it', async () => {
      await claims.claim('create/clb_1/c:old:2', 'srv_first', 'c:old:2');
      expect(await new MongoCommands(claims).enter(given('c:old:2'), 'srv_2')).toBe('srv_first');
    });
  });
});
