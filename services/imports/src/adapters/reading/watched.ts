import { DomainError, isDomainError } from '@vafa/kernel';

/** No row of any file takes so long on any machine: the reader hangs. */
const silentMsMax = 10 * 60_000;

const gaveUp = (message: string): DomainError => new DomainError('refused', 'reader_failed', message);

/**
 * What the reader's own end raises is told from what is wrong with the file, with the database, or from being stopped.
 */
const told = (error: unknown, signal: AbortSignal): unknown => {
  if (isDomainError(error) || signal.aborted) return error;
  return gaveUp(`the reader of the file has ended: ${error instanceof Error ? error.message : String(error)}`);
};

/** One step of reading, which ends when nothing comes for too long. Raises `reader_failed`. */
export const watched = async <T>(
  signal: AbortSignal,
  hung: AbortController,
  step: () => Promise<T>,
  silentMs = silentMsMax,
): Promise<T> => {
  const timer = setTimeout(() => hung.abort(gaveUp('the file keeps its reader from going on')), silentMs);
  timer.unref();
  try {
    return await step();
  } catch (error) {
    throw hung.signal.aborted ? hung.signal.reason : told(error, signal);
  } finally {
    clearTimeout(timer);
  }
};
