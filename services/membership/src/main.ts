import 'reflect-metadata';
import { runService } from '@vafa/process';
import { membershipService } from './membership.module.ts';

await runService(membershipService.process);
