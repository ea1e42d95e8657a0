import type { Guidance } from '@vafa/contracts/imports';
import { z } from 'zod';
import { seenVersion } from '../scalars.ts';
import { InvalidRequest } from '../schema-pipe.ts';
import { Answers, MappingPart, SourceName, toMappingText } from './guidance-schemas.ts';

/** As a dry run tells it: 0 of a source that is not there yet. */
const Revision = z.union([z.literal(0), seenVersion()]);

export const refuse = (field: string, code: string, detail: string): InvalidRequest =>
  new InvalidRequest([{ pointer: `/${field}`, code, detail }]);

export const unknownPart = (field: string): InvalidRequest =>
  refuse(field, 'unknown_field', 'the form has the parts file, kind, source, source_revision, mapping and answers');

const checked = <T>(field: string, schema: z.ZodType<T>, value: unknown): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw refuse([field, ...(issue?.path ?? [])].join('/'), 'invalid_value', issue?.message ?? 'the value is not valid');
};

const json = (field: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(field, 'invalid_value', `the part ${field} is JSON`);
  }
};

/** The parts of the form beside the file. Raises InvalidRequest. */
export class FormFields {
  private readonly given = new Map<string, unknown>();

  add(name: string, value: unknown): void {
    const text = String(value);
    if (this.given.has(name)) throw refuse(name, 'repeated_field', `the part ${name} is there more than once`);
    if (name === 'kind') this.given.set(name, this.kind(text));
    else if (name === 'source') this.given.set(name, checked(name, SourceName, text));
    else if (name === 'source_revision') this.given.set(name, checked(name, Revision, json(name, text)));
    else if (name === 'mapping') this.given.set(name, toMappingText(checked(name, MappingPart, json(name, text))));
    else if (name === 'answers') this.given.set(name, checked(name, Answers, json(name, text)));
    else throw unknownPart(name);
  }

  guidance(): Guidance {
    return {
      source: (this.given.get('source') as string | undefined) ?? '',
      mapping: (this.given.get('mapping') as string | undefined) ?? '',
      answers: (this.given.get('answers') as Guidance['answers'] | undefined) ?? {},
      sourceRevision: this.given.get('source_revision') as number | undefined,
    };
  }

  private kind(text: string): string {
    if (text !== 'sales') throw refuse('kind', 'invalid_value', 'the only kind is sales');
    return text;
  }
}
