/** Injection token of the Services. */
export const SERVICES = Symbol('services');
