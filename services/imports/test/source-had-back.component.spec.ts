import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openImportsWorld, type ImportsWorld } from './imports-world.ts';

let world: ImportsWorld;

beforeAll(async () => {
  world = await openImportsWorld();
});
afterAll(() => world.stop());

const file = Buffer.from(
  `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1,A,2,2011-01-04T10:00:00,2.55,17850,France
`,
);
const name = 'had back';

/** The source that the file is of, as long as nobody names one. */
const sourceOfFile = async (): Promise<string> => {
  const { clubId, imports } = world;
  const uploadId = await world.upload(file);
  const guidance = { source: '', mapping: '', answers: {}, sourceRevision: undefined };
  const { source } = await imports.previewImport({ clubId, uploadId, branchIds: [], guidance }, { deadlineMs: 60_000 });
  await imports.discardUpload({ clubId, uploadId });
  return source;
};

test('a source that was forgotten and is had back is known by its columns as before', async () => {
  const { clubId, imports } = world;
  const uploadId = await world.upload(file);
  const guidance = { source: name, mapping: '', answers: {}, sourceRevision: undefined };
  const { task } = await imports.startImport({ clubId, key: 'once', uploadId, branchIds: [], guidance });
  await world.over(task?.id ?? '');
  const { source } = await imports.getSource({ clubId, name });
  const { mapping = '{}', answers = {}, revision = 0, columns } = source ?? {};
  expect([await sourceOfFile(), columns === '']).toEqual([name, false]);
  await imports.deleteSource({ clubId, name, revision });
  expect(await sourceOfFile()).not.toBe(name);

  const back = { clubId, name, mapping, answers, revision, columns };
  expect((await imports.putSource(back)).source).toMatchObject({ mapping, answers, columns });
  expect(await sourceOfFile()).toBe(name);
  // Said by hand it stays what it is of.
  const { source: changed } = await imports.putSource({ ...back, answers: {}, revision: 0, columns: undefined });
  expect(changed).toMatchObject({ answers: {}, columns });
  await expect(imports.putSource({ ...back, columns: 'a/b' })).rejects.toMatchObject({ code: 'invalid_source' });
});
