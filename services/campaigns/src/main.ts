import 'reflect-metadata';
import { runService } from '@vafa/process';
import { campaignsService } from './campaigns.module.ts';

await runService(campaignsService.process);
