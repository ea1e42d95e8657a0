import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTelemetry, traced, type Telemetry } from '@vafa/telemetry';
import { openTestEngine, OtlpReceiver, type TestEngine } from '@vafa/testing';
import { databaseOf, openDatabase } from '../src/index.ts';
import { ways, wayTo } from './ways.ts';

const phone = '+989121234567';
let receiver: OtlpReceiver;
let telemetry: Telemetry;
let engine: TestEngine;

describe.each(ways)('%s', (way) => {
  beforeAll(async () => {
    receiver = await OtlpReceiver.open();
    telemetry = await startTelemetry({ service: 'mongo', environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
    engine = await openTestEngine();
  });

  afterAll(async () => {
    await engine.close();
    await receiver.close();
  });

  test('each command is a span of whoever asked for it, also with more callers than connections, and holds no values', async () => {
    const name = engine.database('spans');
    const connection = await openDatabase(engine.uri, name, wayTo(engine, way));
    const people = databaseOf(connection).collection<{ _id: string; phone: string }>('people');
    await people.createIndex({ phone: 1 }, { unique: true });
    const callers = Array.from({ length: 80 }, (_each, index) => String(index));
    await Promise.all(
      callers.map((caller) =>
        traced(`caller ${caller}`, {}, async () => {
          await people.insertOne({ _id: caller, phone: `${phone}${caller}` });
          await people.find({ phone: `${phone}${caller}` }).toArray();
        }),
      ),
    );
    await traced('reader', {}, () => people.find({}, { batchSize: 50 }).toArray());
    await traced('writer', {}, () =>
      people.insertMany([
        { _id: 'a', phone: 'x' },
        { _id: 'b', phone: 'y' },
      ]),
    );
    await traced('refused', {}, () => people.aggregate([{ $noSuchStage: 1 }]).toArray()).catch(() => undefined);
    await people.findOne({ phone });
    await connection.close();
    await telemetry.stop();

    const parents = receiver.spans.filter((span) => span.kind === 'internal');
    const below = (parent: string) =>
      receiver.spans.filter((span) => span.parentId === parents.find((each) => each.name === parent)?.id);
    for (const caller of callers)
      expect(below(`caller ${caller}`).map((span) => span.name)).toEqual([
        `${name}.people insert`,
        `${name}.people find`,
      ]);
    expect(below('reader').map((span) => span.name)).toEqual([`${name}.people find`, `${name}.people getMore`]);
    expect(below('writer').map(({ kind, attributes }) => ({ kind, attributes }))).toEqual([
      {
        kind: 'client',
        attributes: {
          'db.system': 'mongodb',
          'db.namespace': name,
          'db.collection.name': 'people',
          'db.operation.name': 'insert',
          'db.operation.batch.size': 2,
        },
      },
    ]);
    expect(below('refused')).toMatchObject([
      { failed: true, attributes: { 'db.response.status_code': expect.stringMatching(/^\d+$/) } },
    ]);
    expect(receiver.spans.filter((span) => span.kind === 'client')).toHaveLength(2 * callers.length + 4);
    expect(JSON.stringify(receiver.spans)).not.toContain('9121234567');
  });
});
