import type { ItemOf } from '@vafa/client';

export type Provider = ItemOf<'listIdentityProviders'>;
