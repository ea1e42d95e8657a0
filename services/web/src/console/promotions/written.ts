import type { Promotion, PromotionVersion } from '@vafa/client';
import { isObject, type Json, type JsonObject } from './terms/json.ts';

/** What a person writes of a promotion. */
export interface Written {
  readonly code: string;
  readonly name: string;
  /** ISO; null: from its publication. */
  readonly starts_at: string | null;
  /** ISO; null: until somebody ends it. */
  readonly ends_at: string | null;
  /** Minor units; 0: nobody said. */
  readonly budget: number;
  readonly terms: JsonObject;
}

export const emptyWritten: Written = {
  code: '',
  name: '',
  starts_at: null,
  ends_at: null,
  budget: 0,
  terms: { conditions: [], effects: [] },
};

/** What is written of it, or what a version of it said. */
export const writtenOf = (of: Promotion | PromotionVersion): Written => ({
  code: of.code,
  name: of.name,
  starts_at: of.starts_at,
  ends_at: of.ends_at,
  budget: of.budget,
  terms: of.terms as JsonObject,
});

const textOrNull = (kept: unknown): string | null => (typeof kept === 'string' ? kept : null);

/** A draft as storage gives it back. */
export const keptWritten = (kept: unknown): Written | undefined => {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const {
    code,
    name,
    starts_at: from,
    ends_at: until,
    budget,
    terms,
  } = kept as Partial<Record<keyof Written, unknown>>;
  if (typeof code !== 'string' || typeof name !== 'string' || !isObject(terms as Json)) return undefined;
  return {
    code,
    name,
    starts_at: textOrNull(from),
    ends_at: textOrNull(until),
    budget: typeof budget === 'number' ? budget : 0,
    terms: terms as JsonObject,
  };
};

/** As the gateway takes it. */
export const bodyOf = ({ name, starts_at: from, ends_at: until, budget, terms }: Written) => ({
  name: name.trim(),
  ...(from !== null && { starts_at: from }),
  ...(until !== null && { ends_at: until }),
  budget,
  terms,
});

export const codePattern = /^[a-z0-9][a-z0-9_-]{0,39}$/;
