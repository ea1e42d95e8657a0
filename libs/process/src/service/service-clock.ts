import type { Clock } from '@vafa/kernel';

/** The service's clock as something that a controller can be given. */
export class ServiceClock implements Clock {
  constructor(private readonly clock: Clock) {}

  now(): Date {
    return this.clock.now();
  }
}
