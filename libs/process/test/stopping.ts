// A process that stops as it is told: node stopping.ts at-once | never | fails
import { stopOnSignal } from '@vafa/process';

const [how = ''] = process.argv.slice(2);
const idle = setInterval(() => undefined, 60_000);

const stop = async (): Promise<void> => {
  if (how === 'fails') throw new Error('the till is stuck');
  if (how === 'never') await new Promise(() => undefined);
  clearInterval(idle);
};

stopOnSignal({ stop, withinMs: how === 'never' ? 3_000 : 60_000, say: (line) => process.stderr.write(`${line}\n`) });
process.stdout.write('ready\n');
