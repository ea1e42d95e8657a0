/** Every page of the web app that anybody may see; each has a heading of the first level. */
export const openAddresses = [
  '/till',
  '/console',
  '/console/kit',
  '/console/guide/cashier',
  '/console/guide/team',
  '/console/sign-in',
  '/club',
] as const;

/** Pages of daily work. */
const workAddresses = [
  '/console/promotions',
  '/console/rules',
  '/console/rules/new',
  '/console/rules/late',
  '/console/tiers',
  '/console/rewards',
  '/console/rewards?form=new',
  '/console/rewards/vouchers',
  '/console/service',
  '/console/service/new',
  '/console/imports',
  '/console/imports/new',
  '/console/imports/sources',
  '/console/surveys',
  '/console/surveys?form=new',
  '/console/ledger',
  '/console/ledger/liability',
  '/console/ledger/exceptions',
  '/console/ledger/dead-letters',
] as const;

/** Pages of the console as an administrator of all clubs sees them. */
export const consoleAddresses = [
  '/console',
  '/console/members',
  '/console/members?new=yes',
  '/console/outbox',
  '/console/tills',
  '/console/tills?new=yes',
  '/console/tills/refused',
  '/console/staff',
  '/console/staff?new=yes',
  '/console/identity-providers',
  '/console/identity-providers?new=yes',
  '/console/branches',
  '/console/club',
  '/console/keys',
  '/console/keys?new=yes',
  '/console/audit',
  '/console/security',
  '/console/approvals',
  ...workAddresses,
  '/console/account',
  '/console/setup',
] as const;
