import { DomainError } from '@vafa/kernel';
import { Unpacked } from '../bytes/unpacked.ts';

const workbookBytesMax = 64 * 1024 ** 2;

/** An archive is read from its end, so a workbook is in memory as it is packed. Raises `file_too_large`. */
export const workbookBytes = async (chunks: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of new Unpacked(chunks).chunks) {
    bytes += chunk.length;
    if (bytes > workbookBytesMax)
      throw new DomainError('invalid', 'file_too_large', 'the workbook is larger than 64 MiB: save it as CSV');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
};
