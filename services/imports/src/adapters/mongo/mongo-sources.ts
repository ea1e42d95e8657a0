import type { Source, Sources } from '../../use-cases/import-ports.ts';
import { inDatabase, type Collections, type SourceDocument } from './collections.ts';

const toSource = ({ clubId, name, columns, mapping, answers, changedAt }: SourceDocument): Source => ({
  clubId,
  name,
  columns,
  mapping: JSON.parse(mapping) as Source['mapping'],
  answers: JSON.parse(answers) as Source['answers'],
  changedAt,
});

/** What is kept of the sources of files, a document each. */
export class MongoSources implements Sources {
  constructor(private readonly collections: Pick<Collections, 'sources'>) {}

  async find(clubId: string, name: string): Promise<Source | undefined> {
    const found = await inDatabase(() => this.collections.sources.findOne({ _id: `${clubId}/${name}` }));
    return found ? toSource(found) : undefined;
  }

  async findByColumns(clubId: string, columns: string): Promise<Source | undefined> {
    const [found] = await inDatabase(() =>
      this.collections.sources.find({ clubId, columns }).sort({ changedAt: -1, _id: 1 }).limit(1).toArray(),
    );
    return found ? toSource(found) : undefined;
  }

  async list(clubId: string, after: string, limit: number): Promise<readonly Source[]> {
    const found = await inDatabase(() =>
      this.collections.sources
        .find({ clubId, _id: { $gt: `${clubId}/${after}` } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toSource);
  }

  async put({ clubId, name, columns, mapping, answers, changedAt }: Source): Promise<void> {
    const document = {
      clubId,
      name,
      columns,
      mapping: JSON.stringify(mapping),
      answers: JSON.stringify(answers),
      changedAt,
    };
    await inDatabase(() =>
      this.collections.sources.updateOne({ _id: `${clubId}/${name}` }, { $set: document }, { upsert: true }),
    );
  }

  async remove(clubId: string, name: string): Promise<boolean> {
    const removed = await inDatabase(() => this.collections.sources.deleteOne({ _id: `${clubId}/${name}` }));
    return removed.deletedCount === 1;
  }
}
