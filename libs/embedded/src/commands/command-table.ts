import { aggregate } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './catalog-commands.ts';
import type { Command } from './context.ts';
import { count, distinct } from './count-and-distinct.ts';
import { getMore, killCursors } from './cursor-commands.ts';
import { deleteDocuments } from './delete.ts';
import { findAndModify } from './find-and-modify.ts';
import { find } from './find.ts';
import { createIndexes, dropIndexes, listIndexes } from './index-commands.ts';
import { insert } from './insert.ts';
import { buildInfo, hello, nothing, serverStatus } from './server-commands.ts';
import { update } from './update.ts';

/** Every command there is. */
export const commandTable: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['hello', hello],
  ['isMaster', hello],
  ['ismaster', hello],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['ping', nothing],
  ['endSessions', nothing],
  ['serverStatus', serverStatus],
  ['insert', insert],
  ['update', update],
  ['delete', deleteDocuments],
  ['find', find],
  ['getMore', getMore],
  ['killCursors', killCursors],
  ['aggregate', aggregate],
  ['count', count],
  ['distinct', distinct],
  ['findAndModify', findAndModify],
  ['createIndexes', createIndexes],
  ['dropIndexes', dropIndexes],
  ['listIndexes', listIndexes],
  ['create', create],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
]);

const ofServer: ReadonlySet<Command | undefined> = new Set<Command>([hello, buildInfo, nothing]);

/** True for a command whose answer is of the server itself: by these drivers watch whether it is there. */
export const seesNoData = (name: string): boolean => ofServer.has(commandTable.get(name));
