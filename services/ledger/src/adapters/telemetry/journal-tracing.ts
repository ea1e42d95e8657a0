import { activeTraceparent, fanIn, tracedAs, untraced } from '@vafa/telemetry';
import type { Tracing } from '../../use-cases/ports/tracing.ts';

/**
 * A span per group commit. The queue goes on in the context of whoever woke it, so one without a cause must leave that.
 */
export const journalTracing: Tracing = {
  current: activeTraceparent,
  groupCommit: (causes, work) =>
    causes.length === 0 ? untraced(work) : tracedAs({ name: 'journal group commit', ...fanIn(causes) }, work),
};
