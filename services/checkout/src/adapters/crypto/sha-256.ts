import { createHash } from 'node:crypto';
import type { Digest } from '../../domain/receipt/receipt.ts';

export const sha256: Digest = (text) => createHash('sha256').update(text).digest('base64url');
