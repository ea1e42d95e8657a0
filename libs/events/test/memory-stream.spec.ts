import { memoryStream } from '@vafa/testing';
import { eventStreamContract } from './event-stream.contract.ts';

eventStreamContract('in memory', (options) => Promise.resolve(memoryStream(options)));

eventStreamContract('in memory, of a process that is alone', (options) =>
  Promise.resolve(memoryStream({ ...options, alone: true })),
);
