import { z } from 'zod';
import type { ApiKey } from '../../../domain/api-key.ts';
import { verbs } from '../../../domain/verbs.ts';
import { identifierText, instantOut, pageOf, reference, text } from '../scalars.ts';
import { toInstant } from '../values.ts';

const VerbSchema = z.enum(verbs).meta({ id: 'Verb' });

export const NewApiKey = z
  .strictObject({
    name: text(120),
    verbs: z.array(VerbSchema).min(1).max(verbs.length),
    branches: z.array(identifierText(120)).max(200).optional().describe('Code or id. Default: all branches.'),
  })
  .meta({
    id: 'NewApiKey',
    example: { name: 'Till 1', verbs: ['members:read', 'sessions:write'], branches: ['United Kingdom'] },
  });
export type NewApiKey = z.infer<typeof NewApiKey>;

const shape = {
  id: z.string(),
  name: z.string(),
  verbs: z.array(VerbSchema),
  branch_ids: z.array(z.string()),
  created_at: instantOut(),
};

const ApiKeyAnswer = z.object(shape).meta({ id: 'ApiKey' });
export const ApiKeyPage = pageOf(ApiKeyAnswer, 'ApiKeyPage');
export const MadeApiKey = z
  .object({ ...shape, secret: z.string().describe('Shown now and never again.') })
  .meta({ id: 'MadeApiKey' });

export const ApiKeyPath = z.strictObject({ api_key_id: reference() });
export type ApiKeyPath = z.infer<typeof ApiKeyPath>;

export const toApiKey = ({ id, name, verbs: granted, branchIds, createdAt }: ApiKey): z.infer<typeof ApiKeyAnswer> => ({
  id,
  name,
  verbs: [...granted],
  branch_ids: [...branchIds],
  created_at: toInstant(createdAt),
});
