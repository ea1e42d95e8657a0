import { DomainError } from '@vafa/kernel';
import type { z } from 'zod';
import { promotion, type Promotion } from '../promotions/terms/promotion.ts';
import { contradictionsIn } from './contradictions.ts';
import { asWritten, parseJson, withOwnNames, type Flaw, type Json } from './terms-text.ts';

/** Of the text of terms. */
const textMax = 262_144;
const flawsShown = 30;
const flawsSaid = 3;

const codes: Readonly<Record<string, string>> = {
  invalid_type: 'wrong_type',
  invalid_format: 'wrong_format',
  invalid_value: 'unknown_value',
  too_small: 'too_small',
  too_big: 'too_big',
};

type Issue = z.core.$ZodIssue;

/** Of the forms that a value may have, the issues of that which its `kind` names. */
const closest = (errors: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  errors.find((issues) => issues.length > 0 && !issues.some(({ path }) => path.at(-1) === 'kind'));

const flawsOf = (issue: Issue, above: readonly PropertyKey[] = []): Flaw[] => {
  const path = [...above, ...issue.path];
  const flaw = (code: string, says: string): Flaw => ({ path: asWritten(path), code, says });
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: asWritten([...path, key]),
      code: 'unknown_field',
      says: 'is not a known field',
    }));
  if (issue.code === 'invalid_union') {
    const inner = closest(issue.errors);
    if (inner) return inner.flatMap((each) => flawsOf(each, path));
    const isKind = issue.errors.length === 0 || issue.errors.some((each) => each.some(({ path: at }) => at.length > 0));
    if (!isKind) return [flaw('wrong_type', 'is of another type')];
    const place = path.at(-1) === 'kind' ? path : [...path, 'kind'];
    return [{ path: asWritten(place), code: 'unknown_kind', says: 'is of a kind that nobody knows' }];
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return [flaw('missing', 'is missing')];
  return [flaw(codes[issue.code] ?? 'invalid_value', issue.message)];
};

/** Names are as long as whoever sends them likes. */
const partMax = 100;
const shortened = (part: string): string =>
  part.length > partMax ? `${part.slice(0, partMax).toWellFormed()}…` : part;

const escaped = (part: string | number): string => shortened(String(part)).replaceAll('~', '~0').replaceAll('/', '~1');

export const pointer = (path: Flaw['path']): string => path.map((part) => `/${escaped(part)}`).join('');

/** The refusal of what has flaws: each place with its code. */
export const invalidPromotion = (flaws: readonly Flaw[]): DomainError =>
  new DomainError(
    'invalid',
    'invalid_promotion',
    `the promotion is wrong: ${flaws
      .slice(0, flawsSaid)
      .map(({ path, says }) => `${pointer(path)} ${says}`)
      .join('; ')}`,
    Object.fromEntries(flaws.slice(0, flawsShown).map(({ path, code }) => [pointer(path), code])),
  );

/** Where a promotion holds what the terms say, in what a person sends. */
const inTerms = (flaw: Flaw): Flaw => {
  const isBeside = flaw.path[0] === 'code' || flaw.path[0] === 'name';
  return isBeside ? flaw : { ...flaw, path: ['terms', ...flaw.path] };
};

interface Named {
  readonly code: string;
  readonly name: string;
}

const objectIn = (text: string): { readonly [name: string]: Json } => {
  const refuse = (code: string, says: string): DomainError => invalidPromotion([{ path: ['terms'], code, says }]);
  if (text.length > textMax) throw refuse('too_long', `has more than ${textMax} characters`);
  const json = parseJson(text);
  if (json === undefined) throw refuse('wrong_format', 'is no JSON');
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw refuse('wrong_type', 'is no object');
  return json as { readonly [name: string]: Json };
};

/**
 * What a promotion says, of its terms as JSON. Raises `invalid_promotion`: its details name each wrong place by JSON
 * pointer, with a stable code.
 */
export const readTerms = (text: string, { code, name }: Named): Promotion => {
  const written = objectIn(text);
  const beside = (['code', 'name'] as const).filter((field) => field in written);
  const { value, flaws } = withOwnNames(written);
  const unreadable = [
    ...beside.map((field): Flaw => ({ path: [field], code: 'unknown_field', says: 'stands beside the terms' })),
    ...flaws,
  ].map((flaw) => ({ ...flaw, path: ['terms', ...flaw.path] }));
  if (unreadable.length > 0) throw invalidPromotion(unreadable);
  const read = promotion.safeParse({ ...(value as object), code, name });
  if (!read.success) throw invalidPromotion(read.error.issues.flatMap((issue) => flawsOf(issue)).map(inTerms));
  const contradictions = contradictionsIn(read.data);
  if (contradictions.length > 0) throw invalidPromotion(contradictions.map(inTerms));
  return read.data;
};

/** The same text for terms that were written the same, however they were spaced. */
export const plainTerms = (text: string): string => JSON.stringify(objectIn(text));
