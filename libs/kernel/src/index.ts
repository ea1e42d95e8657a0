export * from './amounts.ts';
export * from './calendar.ts';
export * from './clock.ts';
export * from './errors.ts';
export * from './identifier.ts';
export * from './ids.ts';
export * from './iso-4217.ts';
export * from './quantities.ts';
