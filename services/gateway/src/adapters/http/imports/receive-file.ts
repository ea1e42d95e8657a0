import '@fastify/multipart';
import type { Guidance } from '@vafa/contracts/imports';
import { DomainError } from '@vafa/kernel';
import type { FastifyRequest } from 'fastify';
import type { SentUpload } from '../../grpc/send-upload.ts';
import { FormFields, refuse, unknownPart } from './form-fields.ts';

const fileBytesMax = 1024 ** 3;
const fieldBytesMax = 65_536;

const tooLarge = (): DomainError => new DomainError('invalid', 'body_too_large', 'a file is at most 1 GiB');

/** Where the file goes as it comes. */
export interface FileTaker {
  take(name: string, source: AsyncIterable<Buffer>): Promise<SentUpload>;
  discard(upload: SentUpload): Promise<void>;
}

/** The form's part `file`, and what its other parts say of it. */
export interface ReceivedForm {
  readonly upload: SentUpload;
  readonly guidance: Guidance;
}

/**
 * Streams the form's part `file` on, and reads the other parts. Raises `unsupported_media_type`, `file_missing`,
 * `body_too_large` and InvalidRequest; then nothing is kept.
 */
export const receiveForm = async (request: FastifyRequest, taker: FileTaker): Promise<ReceivedForm> => {
  if (!request.isMultipart())
    throw new DomainError('invalid', 'unsupported_media_type', 'send the file as multipart/form-data');
  let upload: SentUpload | undefined;
  const form = new FormFields();
  try {
    for await (const part of request.parts({
      limits: { fileSize: fileBytesMax, files: 1, fields: 9, fieldSize: fieldBytesMax, parts: 10 },
    })) {
      if (part.type === 'field') {
        if (part.valueTruncated) throw refuse(part.fieldname, 'too_big', 'the part is too long');
        form.add(part.fieldname, part.value);
      } else {
        if (part.fieldname !== 'file') throw unknownPart(part.fieldname);
        upload = await taker.take(part.filename, part.file);
        if (part.file.truncated) throw tooLarge();
      }
    }
  } catch (error) {
    if (upload) await taker.discard(upload);
    throw toRefusal(error);
  }
  if (!upload) throw new DomainError('invalid', 'file_missing', 'the form has no part `file`');
  return { upload, guidance: form.guidance() };
};

/** The parser's own errors: with a code where its limits are met, as plain text where the form is not well-formed. */
const toRefusal = (error: unknown): unknown => {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
  const isMalformed =
    code === 'FST_MP_PREMATURE_CLOSE' ||
    code === 'FST_PARTS_LIMIT' ||
    code === 'FST_FILES_LIMIT' ||
    code === 'FST_FIELDS_LIMIT' ||
    code === 'FST_PROTO_VIOLATION';
  if (isMalformed || /multipart|boundary|needle/i.test(message))
    return new DomainError('invalid', 'malformed_request', `the form is not well-formed: ${message}`);
  return error;
};
