// What is supported, what is used, and what is kept for other programs: three lists that must agree.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { commandTable } from '../src/commands/command-table.ts';
import { groups, namesIn, usedNames, type Group } from './support/used-operators.ts';

const root = join(import.meta.dirname, '../../..');
const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const words = (text: string | undefined): string[] => [...(text ?? '').matchAll(/[$a-zA-Z]+/g)].map(([word]) => word);

/** Lists of the README, by group: `- **Filters**: …` and `| filters | … |` of the table of what is kept. */
const listed = (group: Group): string[] => {
  const line = (start: string): string => readme.split('\n').find((each) => each.startsWith(start)) ?? '';
  if (group === 'commands') return words(/: (.*?)\. /.exec(line('- **Commands**'))?.[1]?.replaceAll(/\([^)]*\)/g, ''));
  const part: Readonly<Record<Exclude<Group, 'commands'>, string>> = {
    filters: line('- **Filters**'),
    updates: line('- **Updates**'),
    stages: line('- **Aggregation**').split(';')[0] ?? '',
    accumulators: line('- **Aggregation**').split(';')[1] ?? '',
    expressions: line('- **Aggregation**').split(';')[2] ?? '',
  };
  return [...new Set(words(part[group]).filter((word) => /^\$[a-z]/.test(word)))];
};
const kept = (group: Group): string[] => words(new RegExp(`^\\| ${group} \\| (.*) \\|$`, 'm').exec(readme)?.[1]);
const sorted = (names: Iterable<string>): string[] => [...names].sort();

/** Operators that the sources of a folder name. */
const named = (folder: string): string[] => {
  const found = new Set<string>();
  for (const file of readdirSync(join(import.meta.dirname, '../src', folder))) {
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) && /^\$[a-z]\w*$/i.test(node.text)) found.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(
      ts.createSourceFile(
        file,
        readFileSync(join(import.meta.dirname, '../src', folder, file), 'utf8'),
        ts.ScriptTarget.ESNext,
        true,
      ),
    );
  }
  return sorted(found);
};

describe('the fence of the embedded database', () => {
  const used = usedNames(root);

  test.each(groups)('%s: what services and libs use is supported', (group) => {
    const supported = listed(group);
    expect(supported.length).toBeGreaterThan(4);
    expect(used[group].size).toBeGreaterThan(0);
    expect(sorted(used[group]).filter((name) => !supported.includes(name))).toEqual([]);
  });

  test.each(groups)('%s: what no service uses is named as kept for other programs, and nothing else is', (group) => {
    expect(sorted(kept(group))).toEqual(sorted(listed(group).filter((name) => !used[group].has(name))));
  });

  test('the README lists the operators that the code knows', () => {
    // `$options` belongs to `$regex`; the logical ones of an update stand in a $pull.
    expect(named('query')).toEqual(sorted([...listed('filters'), '$options']));
    expect(named('update').filter((name) => !['$and', '$or', '$nor'].includes(name))).toEqual(
      sorted(listed('updates')),
    );
    expect(named('aggregate')).toEqual(
      sorted(new Set([...listed('stages'), ...listed('accumulators'), ...listed('expressions')])),
    );
  });

  test('the README lists the commands that the code knows', () => {
    const spellings = ['isMaster', 'ismaster', 'buildinfo'];
    expect(sorted(commandTable.keys()).filter((name) => !spellings.includes(name))).toEqual(sorted(listed('commands')));
  });

  test('the scan tells where an operator stands', () => {
    const pipeline = `const stages = [{ $match: { at: { $gt: 1 } } }, { $group: { _id: null, most: { $max: '$at' }, n: { $sum: { $cond: [{ $ne: ['$a', 1] }, 1, 0] } } } }, { $set: { a: 1 } }];`;
    const write = `void rows.updateOne({ $or: [{ a: { $in: [1] } }] }, { $set: { a: 1 }, $push: { b: { $each: [1] } }, $max: { c: 2 } });`;
    expect(namesIn(pipeline)).toEqual([
      ['stages', '$match'],
      ['filters', '$gt'],
      ['stages', '$group'],
      ['accumulators', '$max'],
      ['accumulators', '$sum'],
      ['expressions', '$cond'],
      ['expressions', '$ne'],
      ['stages', '$set'],
    ]);
    expect(namesIn(write)).toEqual([
      ['commands', 'update'],
      ['filters', '$or'],
      ['filters', '$in'],
      ['updates', '$set'],
      ['updates', '$push'],
      ['updates', '$each'],
      ['updates', '$max'],
    ]);
  });
});
