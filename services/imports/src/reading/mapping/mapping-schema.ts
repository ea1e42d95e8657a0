import { z } from 'zod';
import { mappingFields, type Mapping } from '../../domain/reading/mapping.ts';

const header = z.string().min(1).max(300);

/** The JSON form of a mapping, as people and programs write it. */
export const mappingSchema = z
  .strictObject({
    rows: z.enum(['line', 'receipt']),
    columns: z.partialRecord(z.enum(mappingFields), header),
    returns: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('sign') }),
      z.strictObject({ by: z.literal('prefix'), prefix: z.string().min(1).max(20) }),
      z.strictObject({ by: z.literal('column'), values: z.array(z.string().max(100)).min(1).max(50) }),
    ]),
    returnedQuantities: z.enum(['negative', 'positive']),
    continuation: z.boolean(),
    leaveOut: z.array(z.string().max(100)).max(50),
    attributes: z.array(header).max(20),
  })
  .meta({ id: 'ImportMapping' }) satisfies z.ZodType<Mapping>;

/** Any part of it; the file proposes the rest. An empty name takes a column out that the file proposes. */
export const partialMappingSchema = mappingSchema
  .extend({ columns: z.partialRecord(z.enum(mappingFields), z.string().max(300)) })
  .partial()
  .meta({ id: 'ImportMappingPart' });
