import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type mongoose from 'mongoose';
import { Claims, openDatabase } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { ways, wayTo } from './ways.ts';

let engine: TestEngine;
let connection: mongoose.Connection;
let claims: Claims;

describe.each(ways)('%s', (way) => {
  beforeAll(async () => {
    engine = await openTestEngine();
    connection = await openDatabase(engine.uri, engine.database('claims'), wayTo(engine, way));
    claims = new Claims({ collection: connection.collection('claims') });
  });
  afterAll(async () => {
    await connection.close();
    await engine.close();
  });

  test('50 commands claim one value: one has it, all name the same owner', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_none, index) =>
        claims.claim('phone', `mem_${String(index)}`, `key_${String(index)}`),
      ),
    );
    expect(answers.filter((answer) => answer.mine)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.owner))).toEqual(
      new Set([answers.find((answer) => answer.mine)?.owner]),
    );
  });

  test('a repeat under the same key goes on with the first owner', async () => {
    await claims.claim('card', 'mem_1', 'enrol:1');
    expect(await claims.claim('card', 'mem_other', 'enrol:1')).toEqual({ owner: 'mem_1', mine: true, key: 'enrol:1' });
    expect(await claims.claim('card', 'mem_1', 'edit:2')).toEqual({ owner: 'mem_1', mine: true, key: 'enrol:1' });
    expect(await claims.claim('card', 'mem_2', 'enrol:2')).toEqual({ owner: 'mem_1', mine: false, key: 'enrol:1' });
  });

  test('only its owner gives a value up', async () => {
    await claims.claim('mail', 'mem_1', 'k1');
    await claims.release('mail', 'mem_2');
    expect((await claims.claim('mail', 'mem_2', 'k2')).mine).toBe(false);
    await claims.release('mail', 'mem_1');
    expect((await claims.claim('mail', 'mem_2', 'k2')).mine).toBe(true);
  });

  test('several at once are answered each for itself', async () => {
    await claims.claim('x2', 'mem_9', 'k9');
    const wanted = ['x1', 'x2', 'x3'].map((value) => ({ _id: value, owner: 'mem_5', key: 'k5' }));
    expect((await claims.claimMany(wanted)).map((answer) => answer.mine)).toEqual([true, false, true]);
    expect([...(await claims.find(['x1', 'x2', 'none'])).values()].map((claim) => claim.owner).sort()).toEqual([
      'mem_5',
      'mem_9',
    ]);
  });

  test('under a key only what was claimed under it is given up, until another command of the owner adopts it', async () => {
    await claims.claim('shared', 'mem_1', 'k1');
    expect(await claims.adopt('shared', 'mem_2', 'k2')).toBe(false);
    expect(await claims.adopt('shared', 'mem_1', 'k2')).toBe(true);
    await claims.release('shared', 'mem_1', 'k1');
    expect((await claims.find(['shared'])).get('shared')).toMatchObject({ owner: 'mem_1', key: 'k2' });
    await claims.release('shared', 'mem_1', 'k2');
    expect(await claims.adopt('shared', 'mem_1', 'k3')).toBe(false);
  });

  test('of many that take a value over as they saw it, one has it', async () => {
    const at = new Date('2026-01-01T00:00:00Z');
    await claims.claimMany([{ _id: 'left', owner: 'mem_gone', key: 'k', at }]);
    const takers = Array.from({ length: 20 }, (_none, i) => `mem_${String(i)}`);
    const taken = await Promise.all(
      takers.map((owner) =>
        claims.transfer({ _id: 'left', owner: 'mem_gone', at }, { _id: 'left', owner, key: owner, at: new Date() }),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect((await claims.find(['left'])).get('left')?.owner).toBe(takers[taken.indexOf(true)]);
    await claims.claim('undated', 'mem_1', 'k1');
    expect(
      await claims.transfer({ _id: 'undated', owner: 'mem_1', at }, { _id: 'undated', owner: 'mem_2', key: 'k2' }),
    ).toBe(false);
    expect(
      await claims.transfer({ _id: 'undated', owner: 'mem_1' }, { _id: 'undated', owner: 'mem_2', key: 'k2' }),
    ).toBe(true);
  });
});
