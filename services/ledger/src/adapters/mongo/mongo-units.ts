import type { Collection } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { isDuplicateKey, plainSchema, toUnavailable } from '@vafa/mongo';
import type { UnitRules } from '../../domain/time/unit.ts';
import type { StoredUnit, UnitStore } from '../../use-cases/ports/unit-store.ts';

/** `_id` is `{club}.{unit}`. */
export interface UnitDocument extends Pick<StoredUnit, 'clubId' | 'unit' | 'version'> {
  readonly _id: string;
  readonly rules: UnitRules;
}

const fields = {
  _id: { type: String, required: true },
  clubId: { type: String, required: true },
  unit: { type: String, required: true },
  version: { type: Number, required: true },
  rules: { type: Object, required: true },
} satisfies Record<keyof UnitDocument, unknown>;

export const unitModel = (connection: Connection): Model<UnitDocument> =>
  connection.model<UnitDocument>(
    'Unit',
    plainSchema<UnitDocument>(fields, [{ fields: { clubId: 1, unit: 1 } }]),
    'units',
  );

export class MongoUnits implements UnitStore {
  constructor(private readonly units: Collection<UnitDocument>) {}

  async list(clubId: string): Promise<readonly StoredUnit[]> {
    const found = await this.units.find({ clubId }).sort({ unit: 1 }).toArray().catch(unavailable);
    return found.map(({ unit, version, rules }) => ({ clubId, unit, version, ...rules }));
  }

  async put({ clubId, unit, version, ...rules }: StoredUnit): Promise<boolean> {
    const _id = `${clubId}.${unit}`;
    try {
      if (version === 1)
        return (await this.units.insertOne({ _id, clubId, unit, version, rules }, { ignoreUndefined: true }))
          .acknowledged;
      const changed = await this.units.updateOne(
        { _id, version: version - 1 },
        { $set: { version, rules } },
        { ignoreUndefined: true },
      );
      return changed.matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw toUnavailable(error);
    }
  }
}

const unavailable = (error: unknown): never => {
  throw toUnavailable(error);
};
