import { describe, expect, test } from '@jest/globals';
import { processShape, servingConfig } from '@vafa/process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutConfig } from '../../services/checkout/src/checkout.config.ts';
import { feedbackConfig } from '../../services/feedback/src/feedback.config.ts';
import { gatewayConfig } from '../../services/gateway/src/gateway.config.ts';
import { ledgerConfig } from '../../services/ledger/src/ledger.config.ts';
import { membershipConfig } from '../../services/membership/src/membership.config.ts';
import { rewardsConfig } from '../../services/rewards/src/rewards.config.ts';
import { approvalSettings } from '../src/settings/approval-settings.ts';
import { clubSettings, tierSetSettings, tierSettings } from '../src/settings/club-settings.ts';
import { groupRuleSettings, providerSettings } from '../src/settings/provider-settings.ts';
import { rewardSettings } from '../src/settings/reward-settings.ts';
import { ruleSettings } from '../src/settings/rule-settings.ts';
import { questionSettings, surveySettings } from '../src/settings/survey-settings.ts';
import { periodSettings, unitSettings } from '../src/settings/unit-settings.ts';
import { fieldsOf, isEffect, textOf, type Rows } from '../src/settings/walked-fields.ts';

const root = join(import.meta.dirname, '../..');

const configurations: readonly (readonly [message: string, rows: Rows])[] = [
  ['vafa.membership.v1.Club', clubSettings],
  ['vafa.membership.v1.SetTiersRequest', tierSetSettings],
  ['vafa.membership.v1.Tier', tierSettings],
  ['vafa.ledger.v1.Unit', unitSettings],
  ['vafa.ledger.v1.EndOfPeriod', periodSettings],
  ['vafa.campaigns.v1.EarningRule', ruleSettings],
  ['vafa.gateway.v1.IdentityProvider', providerSettings],
  ['vafa.gateway.v1.GroupRule', groupRuleSettings],
  ['vafa.rewards.v1.Reward', rewardSettings],
  ['vafa.gateway.v1.ApprovalSettings', approvalSettings],
  ['vafa.feedback.v1.Survey', surveySettings],
  ['vafa.feedback.v1.Question', questionSettings],
];

describe.each(configurations)('%s', (message, rows) => {
  test('every field has a row, and every row a field', () => {
    expect(Object.keys(rows).sort()).toEqual([...fieldsOf(message)].sort());
  });

  const effects = Object.entries(rows).flatMap(([field, row]) => (isEffect(row) ? [{ field, row }] : []));
  test.each(effects)('$field changes something', async ({ row }) => {
    const [before, after] = await row.seen();
    expect(textOf(after)).not.toBe(textOf(before));
  });
});

const sourcesIn = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');

/**
 * Places where a name of the environment stands in code: the schema is one, so that one alone is a name that nobody
 * reads.
 */
const placesOf = (name: string, source: string): number => source.split(new RegExp(`\\b${name}\\b`)).length - 1;

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

describe.each([
  ['services/checkout/src', checkoutConfig.shape],
  ['services/feedback/src', feedbackConfig.shape],
  ['services/gateway/src', gatewayConfig.omit({ GRPC_TLS_FOLDER: true }).shape],
  ['services/ledger/src', ledgerConfig.shape],
  ['services/membership/src', membershipConfig.shape],
  ['services/rewards/src', rewardsConfig.shape],
  ['libs', { ...processShape, ...servingConfig.shape }],
] as const)('the environment of %s', (folder, shape) => {
  const source = withoutComments(sourcesIn(folder));
  test.each(Object.keys(shape))('%s is read, not only checked', (name) => {
    expect(placesOf(name, source)).toBeGreaterThan(1);
  });
});

describe('the command line', () => {
  const folder = 'tools/vafa-cli/src';
  const commands = readdirSync(join(root, folder, 'commands')).filter((name) => name.endsWith('.ts'));
  const declared = commands.flatMap((name) => {
    const source = readFileSync(join(root, folder, 'commands', name), 'utf8');
    const blocks = [...source.matchAll(/(?:options:|ParseArgsConfig\['options'\]> =) \{([^\n]*\}) ?\}[,;]/g)].map(
      ([, block = '']) => block,
    );
    const options = blocks.flatMap((block) =>
      [...block.matchAll(/(?:'([\w-]+)'|(\w+)): \{ type:/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
    );
    return options.map((option) => ({ name, option, source }));
  });

  test('declares options', () => {
    expect(declared.length).toBeGreaterThan(5);
  });
  test.each(declared)('--$option of $name is used', ({ option, source }) => {
    const plain = withoutComments(source).replace(new RegExp(`'?${option}'?: \\{ type:`, 'g'), '');
    const used = new RegExp(`options\\.${option}\\b|options\\['${option}'\\]|\\b${option}[,:} ]|'${option}'`);
    expect(used.test(plain.replace(/optionsHelp[\s\S]*?\],/g, '').replace(/usage: .*/g, ''))).toBe(true);
  });
});
