import { topics } from '@vafa/contracts';
import { Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { MongoRulePublications } from '../src/adapters/mongo/mongo-rule-publications.ts';
import { publicationModel, type PublicationState } from '../src/adapters/mongo/rule-publications.ts';
import type { Publication } from '../src/domain/club-rules.ts';
import { terms } from './rules.ts';

let engine: TestEngine;
let connection: Connection;
let publications: Documents<PublicationState>;
let published: MongoRulePublications;

beforeAll(async () => {
  engine = await openTestEngine();
  connection = await openDatabase(engine.uri, engine.database('journal'));
  const model = publicationModel(connection);
  await syncIndexes([model]);
  publications = new Documents<PublicationState>(model, topics.campaigns);
  published = new MongoRulePublications(publications);
});

afterAll(async () => {
  await connection.close();
  await engine.close();
});

const publication = (clubId: string, revision: number, key = `c:${revision}`): Publication => ({
  revision,
  key,
  rule: {
    ...terms({
      points: 1_000_000_000n,
      perAmount: 1_000_000_000_000n,
      validFrom: new Date('2026-01-01T00:00:00.001Z'),
      skus: ['a', 'b'],
      branchIds: ['x'],
      minimumTotal: 7n,
    }),
    id: 'rul_1',
    clubId,
    version: revision,
    publishedAt: new Date('2026-02-01T00:00:00Z'),
    holdsFrom: new Date('2026-01-01T00:00:00.001Z'),
  },
});

test('gives back what was appended, exactly and in order, from any revision on', async () => {
  const written = Array.from({ length: 12 }, (_, at) => publication('clb_order', at + 1));
  for (const one of written) expect(await published.append(one)).toBe('appended');
  expect(await published.append(publication('clb_other', 1))).toBe('appended');
  expect(await published.since('clb_order', 0)).toEqual(written);
  expect(await published.since('clb_order', 9)).toEqual(written.slice(9));
  expect(await published.since('clb_order', 12)).toEqual([]);
});

test('of fifty writers of one revision just one appends, with one event', async () => {
  const before = await publications.count();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => published.append(publication('clb_race', 1, `c:writer:${at}`))),
  );
  expect(answers.filter((answer) => answer === 'appended')).toHaveLength(1);
  expect((await published.since('clb_race', 0)).map(({ key }) => key)).toEqual([
    `c:writer:${answers.indexOf('appended')}`,
  ]);
  expect(await publications.count()).toBe(before + 1);
});
