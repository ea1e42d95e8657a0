import { StoredStream, type EventStream, type StreamOptions } from '@vafa/events';
import { MemoryLog } from './memory-log.ts';

/** An event stream that lives and ends with the test; behaves as the log adapter does (same contract suite). */
export const memoryStream = (options: StreamOptions = {}): EventStream =>
  new StoredStream(new MemoryLog(options.clock), options);
