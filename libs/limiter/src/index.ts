export { Limiter, type Rate } from './limiter.ts';
