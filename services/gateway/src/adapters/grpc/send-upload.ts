import { createHash } from 'node:crypto';
import type { Services } from './services.ts';

/** What imports takes as one piece of a file. */
const chunkBytes = 255 * 1024;
const inFlight = 4;

export interface SentUpload {
  readonly id: string;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

export interface NewUpload {
  readonly clubId: string;
  /** Id of the API key. */
  readonly caller: string;
  readonly name: string;
}

/**
 * Hands a file on to imports as it comes; the source waits while four pieces are on their way. What failed leaves
 * nothing there.
 */
export const sendUpload = async (
  imports: Services['imports'],
  { clubId, caller, name }: NewUpload,
  source: AsyncIterable<Buffer>,
): Promise<SentUpload> => {
  const { uploadId } = await imports.openUpload({ clubId, caller, name });
  const hash = createHash('sha256');
  const waiting: Promise<unknown>[] = [];
  let chunks = 0;
  let size = 0;
  try {
    for await (const bytes of inPieces(source)) {
      hash.update(bytes);
      size += bytes.length;
      const sent = imports.putChunk({ clubId, uploadId, index: chunks++, bytes });
      // Met in its turn; until then a failure must not count as unhandled.
      sent.catch(() => undefined);
      waiting.push(sent);
      if (waiting.length >= inFlight) await waiting.shift();
    }
    await Promise.all(waiting);
    await imports.completeUpload({ clubId, uploadId, chunks, size: BigInt(size) });
    return { id: uploadId, digest: hash.digest('hex') };
  } catch (error) {
    // No piece may come after the file was removed.
    await Promise.allSettled(waiting);
    await imports.discardUpload({ clubId, uploadId });
    throw error;
  }
};

/** The same bytes in pieces of 255 KiB. */
async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    let rest = part;
    while (length + rest.length >= chunkBytes) {
      parts.push(rest.subarray(0, chunkBytes - length));
      rest = rest.subarray(chunkBytes - length);
      yield Buffer.concat(parts);
      [parts, length] = [[], 0];
    }
    if (rest.length > 0) parts.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(parts);
}
