import 'reflect-metadata';
import { runService } from '@vafa/process';
import { checkoutService } from './checkout.module.ts';

await runService(checkoutService.process);
