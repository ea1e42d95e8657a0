import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

export interface FieldError {
  /** JSON pointer into the body. */
  pointer?: string;
  /** Name of a parameter of the query or the path, or of a header. */
  parameter?: string;
  code: string;
  detail: string;
}

/** A request that does not have the shape the operation asks for. */
export class InvalidRequest extends Error {
  constructor(readonly errors: readonly FieldError[]) {
    super(
      errors.length === 1
        ? `the request is not valid: ${errors[0]?.detail ?? ''}`
        : `the request is not valid in ${String(errors.length)} places`,
    );
  }
}

const errorsMax = 50;
const codes: Readonly<Record<string, string>> = {
  invalid_type: 'wrong_type',
  unrecognized_keys: 'unknown_field',
  custom: 'invalid_value',
  invalid_union: 'invalid_value',
};

const escaped = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

const place = (
  path: readonly PropertyKey[],
  type: ArgumentMetadata['type'],
): Pick<FieldError, 'pointer' | 'parameter'> =>
  type === 'body'
    ? { pointer: path.map((part) => `/${escaped(part)}`).join('') }
    : { parameter: path.map(String).join('.') };

const shown = (key: string): string => JSON.stringify(key.slice(0, 60));

/** A schema that judges for itself names its code. */
const codeOf = (issue: z.core.$ZodIssue): string => {
  const own: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return typeof own === 'string' && own !== 'custom' ? own : (codes[issue.code] ?? issue.code);
};

const toErrors = (issue: z.core.$ZodIssue, type: ArgumentMetadata['type']): FieldError[] => {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...place([...issue.path, key], type),
      code: 'unknown_field',
      detail: `${shown(key)} is not a known field`,
    }));
  }
  const isMissing =
    (issue.code === 'invalid_type' || issue.code === 'invalid_union') && issue.message.endsWith('received undefined');
  return [
    {
      ...place(issue.path, type),
      code: isMissing ? 'missing' : codeOf(issue),
      detail: isMissing ? 'the value is missing' : issue.message,
    },
  ];
};

/**
 * Validates every parameter that names a zod schema, and hands on what the schema makes of it. Raises InvalidRequest.
 */
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (!schema) return value;
    const result = (schema as unknown as z.ZodType).safeParse(value);
    if (result.success) return result.data;
    throw new InvalidRequest(result.error.issues.flatMap((issue) => toErrors(issue, type)).slice(0, errorsMax));
  }
}
