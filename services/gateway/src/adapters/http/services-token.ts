/** Injection token of the Services. */
export const CLOCK = Symbol('clock');
export const SERVICES = Symbol('services');
