import { Readable } from 'node:stream';

/**
 * The parts of a streamed answer, once the first is there: what is wrong with the question is a problem and not half a
 * file.
 */
export const begun = async (parts: AsyncIterable<string | Uint8Array>): Promise<Readable> => {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  const all = async function* (): AsyncGenerator<string | Uint8Array> {
    try {
      for (let part = first; part.done !== true; part = await iterator.next()) yield part.value;
    } finally {
      await iterator.return?.();
    }
  };
  return Readable.from(all(), { objectMode: false });
};
