/** What a person does in the club; one may have several. */
export const roles = ['cashier', 'shift_lead', 'marketer', 'service_agent', 'analyst', 'administrator'] as const;

export type Role = (typeof roles)[number];

/** Those who see of members what identifies them; everybody else sees them masked. */
const seePersonal: ReadonlySet<Role> = new Set<Role>(['marketer', 'service_agent', 'administrator']);

export const seesPersonal = (held: readonly Role[]): boolean => held.some((role) => seePersonal.has(role));
