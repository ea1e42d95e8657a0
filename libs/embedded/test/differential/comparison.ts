import { randomBytes } from 'node:crypto';
import { MongoClient, type Collection, type Document, type IndexDescription } from 'mongodb';
import { serve, type Served } from '../support/served.ts';
import type { Case, Family } from './case.ts';
import { outcomeOf, typed, type Outcome } from './outcome.ts';
import { Tally } from './tally.ts';
import type { UpdateCase } from './update-cases.ts';

type Things = Collection<Document>;

const inFlight = 32;

const each = async <T>(all: readonly T[], ask: (one: T) => Promise<void>): Promise<void> => {
  const rest = all.values();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (const one of rest) await ask(one);
    }),
  );
};

const fill = async (
  things: Things,
  documents: readonly Document[],
  indexes: readonly IndexDescription[],
): Promise<void> => {
  await things.insertMany(documents.map((document) => ({ ...document })));
  if (indexes.length > 0) await things.createIndexes([...indexes]);
};

/** Puts cases to both databases and tallies how their answers compare. */
export class Comparison {
  readonly tally: Tally;
  private readonly database = `differential_${randomBytes(5).toString('hex')}`;
  private collections = 0;

  private constructor(
    private readonly served: Served,
    private readonly engine: MongoClient,
    /** The engine is MongoDB itself: then nothing but a refusal may differ. */
    readonly isReference: boolean,
  ) {
    this.tally = new Tally(isReference);
  }

  static async open(uri: string): Promise<Comparison> {
    const engine = await MongoClient.connect(uri);
    const built = await engine.db('admin').command({ buildInfo: 1 });
    return new Comparison(await serve(), engine, !('ferretdb' in built));
  }

  async close(): Promise<void> {
    await this.engine.db(this.database).dropDatabase();
    await this.engine.close();
    await this.served.close();
  }

  /** One index set after the other; from the third on the engine is not asked again. */
  async *family({ cases, documents, indexes }: Family): AsyncGenerator<string> {
    const answers = new Map<Case, Outcome>();
    for (const [at, [variant, keys]] of Object.entries(indexes).entries()) {
      const [embedded, engine] = this.pair();
      await fill(embedded, documents, keys);
      if (at < 2) {
        await fill(engine, documents, keys);
        await each(cases, async (one) => void answers.set(one, await outcomeOf(one.ask(engine))));
      }
      await each(cases, async (one) =>
        this.tally.add(one.name, variant, await outcomeOf(one.ask(embedded)), answers.get(one) as Outcome),
      );
      yield variant;
    }
  }

  /** Each case writes to a collection of its own. */
  async alone(cases: readonly Case[]): Promise<void> {
    await each(cases, async ({ name, ask }) => {
      const [embedded, engine] = this.pair();
      const other = await outcomeOf(ask(engine));
      this.tally.add(name, 'a collection each', await outcomeOf(ask(embedded)), other);
    });
  }

  /** Each case writes to documents of its own in one collection. */
  async together(
    cases: readonly (Case & { readonly documents: readonly Document[] })[],
    variant: string,
    indexes: readonly IndexDescription[],
  ): Promise<void> {
    const [embedded, engine] = this.pair();
    const documents = cases.flatMap((one) => one.documents);
    await Promise.all([embedded, engine].map((things) => fill(things, documents, indexes)));
    await each(cases, async ({ name, ask }) => {
      const other = await outcomeOf(ask(engine));
      this.tally.add(name, variant, await outcomeOf(ask(embedded)), other);
    });
  }

  /** Each case changes one document; what became of all of them is read in the end. */
  async updates(cases: readonly UpdateCase[], variant: string, indexes: readonly IndexDescription[]): Promise<void> {
    const [embedded, engine] = (await Promise.all(
      this.pair().map(async (things): Promise<Outcome[]> => {
        await fill(
          things,
          cases.map(({ before }, index) => ({ _id: index, ...before })),
          indexes,
        );
        const told: (readonly number[] | Outcome)[] = [];
        await each([...cases.entries()], async ([index, { update }]) => {
          const counted = things
            .updateOne({ _id: index as never }, update)
            .then(({ matchedCount, modifiedCount }) => [matchedCount, modifiedCount]);
          told[index] = await counted.catch(() => outcomeOf(counted));
        });
        const left = await things.find({}, { ...typed, sort: { _id: 1 } }).toArray();
        return Promise.all(
          told.map(async (each, index) =>
            'code' in each
              ? this.untouched(each, left[index] as Document, cases[index] as UpdateCase)
              : outcomeOf(Promise.resolve([each, left[index]])),
          ),
        );
      }),
    )) as [Outcome[], Outcome[]];
    for (const [index, { name }] of cases.entries())
      this.tally.add(name, variant, embedded[index] as Outcome, engine[index] as Outcome);
  }

  /** An update that was refused must have left its document alone. */
  private async untouched(refusal: Outcome, left: Document, { before }: UpdateCase): Promise<Outcome> {
    const { _id, ...rest } = left;
    const [now, then] = await Promise.all([outcomeOf(Promise.resolve(rest)), outcomeOf(Promise.resolve(before))]);
    return 'value' in now && 'value' in then && now.value === then.value
      ? refusal
      : { value: `refused, but changed to ${JSON.stringify(now)}` };
  }

  private pair(): [Things, Things] {
    const name = `c${String(++this.collections)}`;
    return [this.served.client.db(this.database).collection(name), this.engine.db(this.database).collection(name)];
  }
}
