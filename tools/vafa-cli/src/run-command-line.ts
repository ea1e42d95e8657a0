import { ApiProblem, Client, NotReachable } from '@vafa/client';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { dataFolderOf, findAccess } from './access.ts';
import type { Answer, Call, Command, FolderCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { backupCommand } from './commands/backup.ts';
import { eventsDeadLettersCommand } from './commands/events-dead-letters.ts';
import { eventsReplayCommand } from './commands/events-replay.ts';
import { importSalesCommand } from './commands/import-sales.ts';
import { ledgerExportCommand } from './commands/ledger-export.ts';
import { ledgerLiabilityCommand } from './commands/ledger-liability.ts';
import {
  ledgerExceptionsCommand,
  ledgerExpiringCommand,
  ledgerRootsCommand,
  ledgerTransfersCommand,
} from './commands/ledger-lists.ts';
import { ledgerSettleCommand } from './commands/ledger-settle.ts';
import { ledgerTrialBalanceCommand } from './commands/ledger-trial-balance.ts';
import { ledgerVerifyCommand } from './commands/ledger-verify.ts';
import { memberCorrectCommand } from './commands/member-correct.ts';
import { memberShowCommand } from './commands/member-show.ts';
import { restoreCommand } from './commands/restore.ts';
import { summaryCommand } from './commands/summary.ts';
import { printable } from './figures.ts';

type AnyCommand = Command | FolderCommand;

const commands: readonly AnyCommand[] = [
  importSalesCommand,
  summaryCommand,
  memberShowCommand,
  memberCorrectCommand,
  ledgerVerifyCommand,
  ledgerTrialBalanceCommand,
  ledgerLiabilityCommand,
  ledgerExceptionsCommand,
  ledgerTransfersCommand,
  ledgerExpiringCommand,
  ledgerExportCommand,
  ledgerRootsCommand,
  ledgerSettleCommand,
  eventsDeadLettersCommand,
  eventsReplayCommand,
  backupCommand,
  restoreCommand,
];

const sharedOptions: NonNullable<ParseArgsConfig['options']> = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  key: { type: 'string' },
  data: { type: 'string' },
  club: { type: 'string' },
};

const sharedHelp = [
  '  --club CODE   the club to ask for, default demo',
  '  --url URL     the gateway; default VAFA_URL, else the file address in the data folder',
  '  --key KEY     an API key; default VAFA_KEY, else the file admin-key in the data folder',
  '  --data DIR    the data folder, default .data',
  '  --json        the answer as JSON on standard output',
];

const usage = (): string => {
  const width = Math.max(...commands.map((command) => command.usage.length));
  return [
    'vafa: the command line of a running Vafa',
    '',
    ...commands.map((command) => `  vafa ${command.usage.padEnd(width)}  ${command.about}`),
    '',
    ...sharedHelp,
  ].join('\n');
};

const helpOf = (command: AnyCommand): string =>
  [`vafa ${command.usage}`, `  ${command.about}`, '', ...(command.optionsHelp ?? []), ...sharedHelp].join('\n');

const find = (words: readonly string[]): AnyCommand | undefined =>
  commands.find((command) => command.words.every((word, place) => words[place] === word));

const parse = (
  args: readonly string[],
  command: AnyCommand | undefined,
): { options: Call['options']; words: string[] } => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...sharedOptions, ...command?.options },
    });
    return { options: values as Call['options'], words: positionals };
  } catch (error) {
    throw new CommandError(`${(error as Error).message.split('. ')[0] ?? ''} (see vafa --help)`, 2);
  }
};

const text = (value: Call['options'][string]): string | undefined => (typeof value === 'string' ? value : undefined);

const execute = async (args: readonly string[]): Promise<{ answer?: Answer; help?: string; json: boolean }> => {
  const plainWords = args.filter((arg) => !arg.startsWith('-'));
  const command = find(plainWords) ?? find(parse(args, undefined).words);
  if (!command) {
    const unknown = plainWords.join(' ');
    if (unknown !== '') throw new CommandError(`unknown command: ${unknown} (see vafa --help)`, 2);
    return { help: usage(), json: false };
  }
  const { options, words } = parse(args, command);
  if (options.help === true) return { help: helpOf(command), json: false };
  const names = words.slice(command.words.length);
  if (names.length !== command.names) throw new CommandError(`usage: vafa ${command.usage}`, 2);
  const json = options.json === true;
  const call = { dataFolder: dataFolderOf(text(options.data)), names, options, json };
  if ('runOn' in command) return { answer: await command.runOn(call), json };
  const access = findAccess({
    url: text(options.url),
    key: text(options.key),
    data: text(options.data),
    club: text(options.club),
  });
  return { answer: await command.run({ ...call, api: new Client(access) }), json };
};

const explained = (error: unknown): [string, number] | undefined => {
  if (error instanceof CommandError) return [error.message, error.exitCode];
  if (error instanceof NotReachable) return [`${error.message}: is it running?`, 1];
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.status === 401) return ['the key is not valid: name another with --key or VAFA_KEY', 1];
  // An answer to what is not asked was mistyped, as an option is.
  return [printable(`${error.message} (${error.code})`), error.code === 'invalid_answer' ? 2 : 1];
};

/** Runs one command; answers the exit code: 0 done, 1 failed, 2 not understood. */
export const runCommandLine = async (args: readonly string[]): Promise<number> => {
  try {
    const { answer, help, json } = await execute(args);
    if (!answer) console.log(help);
    else if (!answer.isPrinted) console.log(json ? JSON.stringify(answer.value, null, 2) : answer.text);
    return answer?.ok === false ? 1 : 0;
  } catch (error) {
    const known = explained(error);
    if (!known) throw error;
    console.error(`vafa: ${known[0]}`);
    return known[1];
  }
};
