import { ApiProblem } from '@vafa/client';
import { isKeyRefused, isOffline } from './send-sale.ts';

/** The first sale after a stumble of the club still has its customer at the desk. */
const firstMs = 2_000;
const mostMs = 60_000;

const namedMs = (error: unknown): number =>
  error instanceof ApiProblem ? (Number(error.details.retry_after_seconds) || 0) * 1_000 : 0;

/**
 * How long the queue rests before it sends again what the club could not decide; `tries` of them in a row were in vain.
 * Undefined: it does not send by itself. A network that is gone and a key that is refused are looked for by the link.
 */
export const restMs = (error: unknown, tries: number): number | undefined =>
  isOffline(error) || isKeyRefused(error)
    ? undefined
    : Math.max(namedMs(error), Math.min(firstMs * 2 ** (tries - 1), mostMs));
