import 'reflect-metadata';
import { runService } from '@vafa/process';
import { feedbackService } from './feedback.module.ts';

await runService(feedbackService.process);
