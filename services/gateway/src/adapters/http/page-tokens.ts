import { DomainError } from '@vafa/kernel';
import { deriveKey, keptKey, keyedHash } from '@vafa/mongo';
import type { FastifyRequest } from 'fastify';
import { timingSafeEqual, type KeyObject } from 'node:crypto';

const sealBytes = 16;
const token = /^[A-Za-z0-9_-]{23,1000}$/;
/** How much of a list is asked for may change from page to page; what is asked for may not. */
const free = ['page_size', 'page_token'];

const refuse = (): DomainError =>
  new DomainError('invalid', 'invalid_page_token', 'the page token is not one that this list gave out');

/**
 * Page tokens as they leave: the service's own behind a seal (HMAC-SHA-256, 128 bits) over the list, the club, its
 * filters and the branches of the caller. One that was made up, or given out for another list, club or filter, reaches
 * no service.
 */
export class PageTokens {
  private readonly key: KeyObject;

  constructor(gatewaySecret: Uint8Array) {
    this.key = keptKey(deriveKey(gatewaySecret, 'vafa.gateway.page-token'));
  }

  seal(list: string, request: FastifyRequest, inner: string): string {
    return inner === ''
      ? ''
      : Buffer.concat([this.sealOf(list, request, inner), Buffer.from(inner)]).toString('base64url');
  }

  /** Raises `invalid_page_token`. */
  open(list: string, request: FastifyRequest, given: string): string {
    if (!token.test(given)) throw refuse();
    const bytes = Buffer.from(given, 'base64url');
    const inner = bytes.subarray(sealBytes).toString('utf8');
    // The same bytes can be written in several ways; only ours is one.
    if (
      bytes.toString('base64url') !== given ||
      !timingSafeEqual(bytes.subarray(0, sealBytes), this.sealOf(list, request, inner))
    )
      throw refuse();
    return inner;
  }

  private sealOf(list: string, { params, query, vafa }: FastifyRequest, inner: string): Buffer {
    const filters = Object.entries(query as Record<string, string>).filter(([name]) => !free.includes(name));
    const bound = [
      list,
      vafa.club?.id ?? '',
      [...(vafa.caller?.branchIds ?? [])].sort(),
      sorted(Object.entries(params as object)),
      sorted(filters),
      inner,
    ];
    return keyedHash(this.key, JSON.stringify(bound)).subarray(0, sealBytes);
  }
}

const sorted = (entries: readonly [string, unknown][]): readonly [string, unknown][] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
