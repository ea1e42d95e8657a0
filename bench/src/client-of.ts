import { Client } from '@vafa/client';

interface Administrator {
  readonly url: string;
  readonly key: string;
}

/** As the administrator, of the demo club. */
export const clientOf = ({ url, key }: Administrator): Client => new Client({ url, key, club: 'demo' });

/** The same caller, for what asks without a client: headers alone. */
export const headersOf = ({ key }: Pick<Administrator, 'key'>) => ({
  authorization: `Bearer ${key}`,
  'vafa-club': 'demo',
});
