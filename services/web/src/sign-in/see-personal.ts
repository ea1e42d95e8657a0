import type { Person } from './session.ts';

/** Roles that see personal details; others look members up one by one, and see them masked. */
export const seePersonal: readonly Person['roles'][number][] = ['marketer', 'service_agent', 'administrator'];
