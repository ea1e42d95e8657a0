import '@fastify/multipart';
import { DomainError } from '@vafa/kernel';
import type { FastifyRequest } from 'fastify';
import type { SentUpload } from '../../grpc/send-upload.ts';
import { InvalidRequest } from '../schema-pipe.ts';

export const fileBytesMax = 1024 ** 3;

const tooLarge = (): DomainError => new DomainError('invalid', 'body_too_large', 'a file is at most 1 GiB');

const refuse = (field: string, code: string, detail: string): InvalidRequest => new InvalidRequest([{ pointer: `/${field}`, code, detail }]);

/** Where the file goes as it comes. */
export interface FileTaker {
  take(name: string, source: AsyncIterable<Buffer>): Promise<SentUpload>;
  discard(upload: SentUpload): Promise<void>;
}

/**
 * Streams the form's part `file` on, and checks the other parts: only `kind`, and only `sales`. Raises
 * `unsupported_media_type`, `file_missing`, `body_too_large` and InvalidRequest; then nothing is kept.
 */
export const receiveFile = async (request: FastifyRequest, taker: FileTaker): Promise<SentUpload> => {
  if (!request.isMultipart()) throw new DomainError('invalid', 'unsupported_media_type', 'send the file as multipart/form-data');
  let upload: SentUpload | undefined;
  try {
    for await (const part of request.parts({ limits: { fileSize: fileBytesMax, files: 1, fields: 4, fieldSize: 100, parts: 5 } })) {
      if (part.type === 'field') {
        if (part.fieldname !== 'kind') throw refuse(part.fieldname, 'unknown_field', 'the form has the parts file and kind');
        if (part.value !== 'sales') throw refuse('kind', 'invalid_value', 'the only kind is sales');
      } else {
        if (part.fieldname !== 'file') throw refuse(part.fieldname, 'unknown_field', 'the form has the parts file and kind');
        upload = await taker.take(part.filename, part.file);
        if (part.file.truncated) throw tooLarge();
      }
    }
  } catch (error) {
    if (upload) await taker.discard(upload);
    throw toRefusal(error);
  }
  if (!upload) throw new DomainError('invalid', 'file_missing', 'the form has no part `file`');
  return upload;
};

/** The parser's own errors: with a code where its limits are met, as plain text where the form is not well-formed. */
const toRefusal = (error: unknown): unknown => {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
  const isMalformed = code === 'FST_MP_PREMATURE_CLOSE' || code === 'FST_PARTS_LIMIT' || code === 'FST_FILES_LIMIT' || code === 'FST_FIELDS_LIMIT' || code === 'FST_PROTO_VIOLATION';
  if (isMalformed || /multipart|boundary|needle/i.test(message)) return new DomainError('invalid', 'malformed_request', `the form is not well-formed: ${message}`);
  return error;
};
