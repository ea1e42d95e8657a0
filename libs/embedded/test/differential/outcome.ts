import { EJSON } from 'bson';
import type { Collection, Document } from 'mongodb';

/** What a case came to: a value with its types, or the code of an error. */
export type Outcome = { readonly value: string } | { readonly code: number; readonly message: string };

/** A request as a test states it; answers keep their BSON types. */
export type Ask = (collection: Collection<Document>) => Promise<unknown>;

/** Answers come with the types that are stored: int32, int64 and double are told apart. */
export const typed = { promoteValues: false, promoteLongs: false, useBigInt64: false } as const;

const text = (value: unknown): string =>
  EJSON.stringify(value === undefined ? { nothing: true } : { value }, { relaxed: false });

interface Failed {
  readonly code?: number;
  readonly message: string;
  readonly writeErrors?: readonly { readonly index: number; readonly code: number }[];
}

/** A bulk write's outcome is which of its parts failed and how. */
export const outcomeOf = async (asked: Promise<unknown>): Promise<Outcome> => {
  try {
    return { value: text(await asked) };
  } catch (error) {
    const { code = -1, message, writeErrors } = error as Failed;
    const parts = [writeErrors ?? []].flat().map((each) => `${String(each.index)}:${String(each.code)}`);
    return parts.length > 1 ? { value: `write errors ${parts.join()}` } : { code: Number(code), message };
  }
};

export const alike = (one: Outcome, other: Outcome): boolean =>
  'value' in one ? 'value' in other && one.value === other.value : 'code' in other && one.code === other.code;
