export * from './fields.ts';
export * from './read-config.ts';
