import { isDuplicateKey, toUnavailable } from '@vafa/mongo';
import type { Source, Sources } from '../../use-cases/import-ports.ts';
import { revisionAt } from '../../use-cases/put-source.ts';
import { inDatabase, type Collections, type SourceDocument } from './collections.ts';

const toSource = ({ clubId, name, columns, mapping, answers, changedAt, revision }: SourceDocument): Source => ({
  clubId,
  name,
  columns,
  mapping: JSON.parse(mapping) as Source['mapping'],
  answers: JSON.parse(answers) as Source['answers'],
  changedAt,
  revision: revision ?? revisionAt(changedAt),
});

/** The document as it was read. */
const asSeen = ({ clubId, name, changedAt, revision }: Source) => ({
  _id: `${clubId}/${name}`,
  changedAt,
  revision: { $in: [revision, null] },
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

  async put({ mapping, answers, ...source }: Source, before: Source | undefined): Promise<boolean> {
    const document = { ...source, mapping: JSON.stringify(mapping), answers: JSON.stringify(answers) };
    if (before) {
      const changed = await inDatabase(() => this.collections.sources.updateOne(asSeen(before), { $set: document }));
      return changed.matchedCount === 1;
    }
    try {
      await this.collections.sources.insertOne({ _id: `${source.clubId}/${source.name}`, ...document });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw toUnavailable(error);
    }
  }

  async remove(source: Source): Promise<boolean> {
    const removed = await inDatabase(() => this.collections.sources.deleteOne(asSeen(source)));
    return removed.deletedCount === 1;
  }
}
