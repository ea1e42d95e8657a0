/**
 * What an API key may be allowed to do. `*` allows everything inside its club except what only the administrator does.
 */
export const verbs = [
  '*',
  'branches:read',
  'branches:write',
  'tiers:read',
  'tiers:write',
  'members:read',
  'members:write',
  'members:personal',
  'sessions:read',
  'sessions:write',
  'sales:write',
  'sales:correct',
  'rewards:read',
  'rewards:write',
  'redemptions:write',
  'redemptions:cancel',
  'vouchers:read',
  'vouchers:write',
  'catalogue:read',
  'catalogue:write',
  'rules:read',
  'rules:write',
  'surveys:read',
  'surveys:write',
  'responses:write',
  'complaints:read',
  'complaints:write',
  'imports:read',
  'imports:write',
  'summary:read',
] as const;

export type Verb = (typeof verbs)[number];

export const isVerb = (text: string): text is Verb => (verbs as readonly string[]).includes(text);

export const allows = (granted: readonly Verb[], needed: Verb): boolean =>
  granted.includes('*') || granted.includes(needed);
