export { GrowingDelays, type Growth } from './growing-delays.ts';
export { Limiter, type Rate } from './limiter.ts';
