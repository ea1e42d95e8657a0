// Prints the OpenAPI document, built as dist/describe.js:
//   node services/gateway/src/describe.ts
import 'reflect-metadata';
import { describeHttp } from './adapters/http/http-app.ts';

process.stdout.write(`${JSON.stringify(await describeHttp(), null, 2)}\n`);
