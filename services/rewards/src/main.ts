import 'reflect-metadata';
import { runService } from '@vafa/process';
import { rewardsService } from './rewards.module.ts';

await runService(rewardsService.process);
