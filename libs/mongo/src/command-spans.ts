import { isInSpan, openSpan, type Attributes, type OpenSpan } from '@vafa/telemetry';
import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent, MongoClient } from 'mongodb';

type Ended = CommandSucceededEvent | CommandFailedEvent;

const sizeOf = ({ documents, updates, deletes }: Record<string, unknown>): number => {
  const items = documents ?? updates ?? deletes;
  return Array.isArray(items) ? items.length : 1;
};

/** Collection of a command; getMore names it apart. Undefined for what concerns none: ping, endSessions. */
const collectionOf = ({ command, commandName }: CommandStartedEvent): string | undefined => {
  const fields = command as Record<string, unknown>;
  const name = commandName === 'getMore' ? fields.collection : fields[commandName];
  return typeof name === 'string' ? name : undefined;
};

const attributesOf = (database: string, collection: string, name: string, size: number): Attributes => ({
  'db.system': 'mongodb',
  'db.namespace': database,
  'db.collection.name': collection,
  'db.operation.name': name,
  ...(size > 1 && { 'db.operation.batch.size': size }),
});

/** A client span for a command that is sent within a span; undefined for what nobody asked for. */
export const commandSpan = (database: string, collection: string, name: string, size: number): OpenSpan | undefined =>
  isInSpan()
    ? openSpan({
        name: `${database}.${collection} ${name}`,
        kind: 'client',
        attributes: attributesOf(database, collection, name, size),
      })
    : undefined;

const statusOf = (failure: Error): string => {
  const { code } = failure as { readonly code?: unknown };
  return typeof code === 'number' ? String(code) : failure.name;
};

export const failSpan = (span: OpenSpan | undefined, failure: Error): void => {
  span?.set({ 'db.response.status_code': statusOf(failure) });
  span?.fail();
};

/**
 * A client span for each command sent within a span, and none for what nobody asked for, such as a relay that looks
 * around. The driver tells of a command in the flow of its caller, so the active span is the right parent also with a
 * shared pool.
 */
export const traceCommands = (client: MongoClient): void => {
  const open = new Map<number, OpenSpan>();
  const end = (event: Ended): void => {
    const span = open.get(event.requestId);
    if (!span) return;
    open.delete(event.requestId);
    if ('failure' in event) failSpan(span, event.failure);
    span.end();
  };
  client.on('commandStarted', (event) => {
    const collection = collectionOf(event);
    if (collection === undefined) return;
    const size = sizeOf(event.command as Record<string, unknown>);
    const span = commandSpan(event.databaseName, collection, event.commandName, size);
    if (span) open.set(event.requestId, span);
  });
  client.on('commandSucceeded', end);
  client.on('commandFailed', end);
};
