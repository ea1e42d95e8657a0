// A process that hosts the database until it is killed: node --conditions=vafa-src host.ts FOLDER
import { openEmbedded } from '@vafa/embedded';

const embedded = await openEmbedded({ folder: process.argv[2] as string });
process.stdout.write(`${embedded.uri}\n`);
