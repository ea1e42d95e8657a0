import 'reflect-metadata';
import { runService } from '@vafa/process';
import { importsService } from './imports.module.ts';

await runService(importsService.process);
