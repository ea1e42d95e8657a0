import type { Guidance as GuidanceMessage, Source as SourceMessage } from '@vafa/contracts/imports';
import { DomainError } from '@vafa/kernel';
import type { z } from 'zod';
import type { Guidance } from '../../domain/import-task.ts';
import type { Mapping } from '../../domain/reading/mapping.ts';
import { partialMappingSchema } from '../../reading/mapping/mapping-schema.ts';
import type { Source } from '../../use-cases/import-ports.ts';

const parsed = <T>(schema: z.ZodType<T>, text: string): T => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DomainError('invalid', 'invalid_mapping', 'the mapping is no JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new DomainError(
    'invalid',
    'invalid_mapping',
    `the mapping is not one: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
};

/** A mapping or a part of it. Raises `invalid_mapping`. */
export const fromMappingText = (text: string): Partial<Mapping> =>
  parsed(partialMappingSchema, text) as Partial<Mapping>;

/** Raises `invalid_mapping`. */
export const fromGuidanceMessage = (guidance: GuidanceMessage | undefined): Guidance => {
  const { source = '', mapping = '', answers = {}, sourceRevision } = guidance ?? {};
  return {
    source,
    answers: { ...answers },
    ...(mapping !== '' && { mapping: fromMappingText(mapping) }),
    ...(sourceRevision !== undefined && { sourceRevision }),
  };
};

export const toSourceMessage = ({ name, mapping, answers, changedAt, revision, columns }: Source): SourceMessage => ({
  name,
  mapping: JSON.stringify(mapping),
  answers: { ...answers },
  changedAt,
  revision,
  columns,
});
