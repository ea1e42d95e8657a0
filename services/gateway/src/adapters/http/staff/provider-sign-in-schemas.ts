import { z } from 'zod';
import { isOwnPage } from '../../../domain/identity-provider.ts';
import { reference } from '../scalars.ts';
import { SignInAnswer } from './sign-in-schemas.ts';

/** A code of a provider may be a whole token. */
const answerMax = 4_000;

export const ProviderPath = z.strictObject({ provider_id: reference() });
export type ProviderPath = z.infer<typeof ProviderPath>;

export const SignInProviders = z
  .object({ items: z.array(z.object({ id: z.string(), name: z.string().describe('On the button.') })) })
  .meta({ id: 'SignInProviders' });

export const ProviderTripOrder = z
  .strictObject({
    back: z
      .string()
      .max(200)
      .refine(isOwnPage, 'a page of the console or the till, as /console/members')
      .default('/console')
      .describe('The page to come back to.'),
    again: z
      .boolean()
      .default(false)
      .describe('The person has to sign in there anew, however lately that was done: after `step_up_required`.'),
  })
  .meta({ id: 'ProviderTripOrder', example: { back: '/console' } });
export type ProviderTripOrder = z.infer<typeof ProviderTripOrder>;

export const ProviderTripAnswer = z
  .object({ location: z.string().describe('Where the browser goes now.') })
  .meta({ id: 'ProviderTrip' });

const brought = () => z.string().min(1).max(answerMax);

export const CameBack = z
  .strictObject({
    state: brought(),
    code: brought().optional(),
    error: brought().optional(),
    iss: brought().optional(),
  })
  .meta({ id: 'ProviderAnswer', example: { state: 'of the address', code: 'of the address' } });
export type CameBack = z.infer<typeof CameBack>;

export const ProviderSignInAnswer = SignInAnswer.extend({
  back: z.string().describe('The page to go back to.'),
}).meta({ id: 'ProviderSignIn' });
