// The services whose domain is changed, with the percentage of changes that its specs must notice at least.
export const noticedLeast = { ledger: 85, feedback: 80, rewards: 80, campaigns: 80, membership: 80, checkout: 80 };

/** Stryker starts processes of its own: they learn from the environment which service it is. */
export const variable = 'MUTATED_SERVICE';
export const mutatedService = process.env[variable] ?? 'ledger';

/** The folder of the domain whose specs run alone; without one all do. */
export const specsVariable = 'MUTATED_SPECS';

export const domainOf = (service) => `services/${service}/src/domain`;
