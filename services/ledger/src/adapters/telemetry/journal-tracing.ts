import { activeTraceparent, fanIn, tracedAs, untraced } from '@vafa/telemetry';
import type { Tracing } from '../../use-cases/tracing.ts';

/** A span per flight. A lane goes on in the context of whoever woke it, so a flight without a cause must leave that. */
export const journalTracing: Tracing = {
  current: activeTraceparent,
  flight: (causes, work) => (causes.length === 0 ? untraced(work) : tracedAs({ name: 'journal flight', ...fanIn(causes) }, work)),
};
