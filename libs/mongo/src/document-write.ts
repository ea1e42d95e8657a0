import { eventIdPrefix, DomainError, newId } from '@vafa/kernel';
import { activeTraceparent } from '@vafa/telemetry';
import type { Change, NewDocument, NewEvent, OutboxItem, Stored, Versioned } from './stored.ts';

const documentFormat = 1;
const firstEpoch = 1;

/** A document whose events cannot be published must not grow without end. */
const outboxEventsMax = 1_000;

export interface UpdateParts {
  readonly $set: Record<string, unknown>;
  readonly $inc: { version: 1 };
  readonly $unset?: Record<string, ''>;
  readonly $push?: Record<string, unknown>;
  readonly $min?: { unrelayedSince: Date };
}

const outboxItems = (
  document: Pick<Stored, '_id' | 'clubId' | 'epoch' | 'sequence'>,
  events: readonly NewEvent[],
  at: Date,
): OutboxItem[] => {
  const traceparent = activeTraceparent();
  return events.map((event, index) => {
    const sequence = document.sequence + index + 1;
    const id = newId(eventIdPrefix);
    const { clubId, epoch, _id: documentId } = document;
    const { type, payload } = event({
      eventId: id,
      occurredAt: at,
      clubId,
      documentId,
      epoch,
      sequence: BigInt(sequence),
    });
    return { id, type, at, sequence, ...(traceparent !== undefined && { traceparent }), payload };
  });
};

/** The latest; a document that a thousand commands have changed since answers a repeat by its state. */
const keysMax = 1_000;

const defined = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const removed = (fields: object): string[] =>
  Object.keys(fields).filter((name) => (fields as Record<string, unknown>)[name] === undefined);

/** The first version of a document. */
export const firstVersion = <S extends object>({
  id,
  clubId,
  state,
  key,
  events = [],
  at,
}: NewDocument<S>): Versioned<S> => {
  const place = { _id: id, clubId, format: documentFormat, version: 1, epoch: firstEpoch, sequence: 0 };
  const outbox = outboxItems(place, events, at);
  const unrelayed = outbox.length > 0 ? { unrelayedSince: at } : {};
  return {
    ...defined(state),
    ...place,
    sequence: outbox.length,
    keys: key === undefined ? [] : [key],
    outbox,
    ...unrelayed,
  } as unknown as Versioned<S>;
};

/**
 * The update that saves a change, and the document as it is after it; `mark` tells its writer from others with the same
 * key. Raises `outbox_full` beyond 1,000 unpublished events.
 */
export const nextVersion = <S extends object>(
  loaded: Versioned<S>,
  { set, key, events = [], at }: Change<S>,
  mark?: string,
): { update: UpdateParts; document: Versioned<S> } => {
  if (events.length > 0 && loaded.outbox.length + events.length > outboxEventsMax) {
    throw new DomainError('unavailable', 'outbox_full', 'too many events of this document wait to be published', {
      document: loaded._id,
    });
  }
  const items = outboxItems(loaded, events, at);
  const sequence = loaded.sequence + items.length;
  const gone = removed(set);
  const keys = [key, mark].filter((one) => one !== undefined);
  const push = {
    ...(items.length > 0 && { outbox: { $each: items } }),
    ...(keys.length > 0 && { keys: { $each: keys, $slice: -keysMax } }),
  };
  const update: UpdateParts = {
    $set: { ...defined(set), ...(items.length > 0 && { sequence }) },
    $inc: { version: 1 },
    ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, '' as const])) }),
    ...(Object.keys(push).length > 0 && { $push: push }),
    // Not a plain $set: a relay may empty the outbox, and clear the mark, between our load and our save.
    ...(items.length > 0 && { $min: { unrelayedSince: at } }),
  };
  const kept = Object.fromEntries(Object.entries(loaded).filter(([name]) => !gone.includes(name)));
  const document = {
    ...kept,
    ...defined(set),
    version: loaded.version + 1,
    sequence,
    keys: [...loaded.keys, ...keys].slice(-keysMax),
    outbox: [...loaded.outbox, ...items],
    ...(items.length > 0 && { unrelayedSince: loaded.unrelayedSince ?? at }),
  };
  return { update: withoutEmptySet(update), document: document as unknown as Versioned<S> };
};

const withoutEmptySet = (update: UpdateParts): UpdateParts => {
  if (Object.keys(update.$set).length > 0) return update;
  const { $set: _empty, ...rest } = update;
  return rest as UpdateParts;
};
