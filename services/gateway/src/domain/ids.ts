/** Prefixes of the ids that only this service makes. */
export const idPrefixes = {
  apiKey: 'key',
  staff: 'stf',
  signIn: 'sin',
  memberSignIn: 'msi',
  sentCode: 'out',
  refusedSale: 'rfs',
  approval: 'apr',
  identityProvider: 'idp',
} as const;
