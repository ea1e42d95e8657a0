import { describe, expect, test } from '@jest/globals';
import { longSentences, longSentencesOfComments } from './sentences.mjs';

/** A piece of a sentence with so many words and no end. */
const words = (count) => Array.from({ length: count }, (_, at) => `word${at}`).join(' ');

describe('sentences of a Markdown text', () => {
  test.each([
    ['25 words', `${words(25)}.`],
    ['two sentences on one line', `${words(20)}. ${words(20)}.`],
    ['a colon and a semicolon, which end a sentence', `${words(20)}: ${words(20)}; ${words(20)}.`],
    ['an end in bold', `**${words(3)}.** ${words(25)}.`],
    ['an end in brackets', `${words(20)} (${words(3)}.) ${words(20)}.`],
    ['items of a list', `- ${words(20)}\n- ${words(20)}\n  1. ${words(20)}\n  2. ${words(20)}`],
    ['an item of 25 words', `1. ${words(25)}.`],
    ['a heading and its text', `# ${words(20)}\n${words(20)}\n## ${words(20)}`],
    ['paragraphs', `${words(20)}\n\n${words(20)}`],
    ['a code span, which is one word', `${words(20)} \`${words(20)}. ${words(20)}\` ${words(4)}.`],
    ['a link, which counts by what it shows', `${words(24)} [shown](https://where.example/a?b=${words(9)}).`],
    ['a table', `Above.\n| ${words(20)} | ${words(20)} |\n|---|---|\nBelow.`],
    ['code between fences', `Above.\n\n\`\`\`sh\n${words(40)}\n\n${words(40)}\n\`\`\`\nBelow.`],
    ['code between fences in an item', `- Item:\n  \`\`\`sh\n  ${words(40)}\n  \`\`\`\n`],
    ['indented code', `Above.\n\n    ${words(20)}\n    ${words(20)}\n\nBelow.`],
  ])('are not long: %s', (_what, markdown) => {
    expect(longSentences(markdown)).toEqual([]);
  });

  test.each([
    ['26 words', `${words(26)}.`, `${words(26)}.`],
    ['over two lines', `Short. ${words(13)}\n${words(13)}. Short.`, `${words(13)} ${words(13)}.`],
    ['in an item', `- Short.\n- ${words(26)}\n- Short.`, words(26)],
    ['in a heading', `## ${words(26)}\n\nShort.`, words(26)],
    ['with code, shown as it is written', `${words(25)} \`a: b\`.`, `${words(25)} \`a: b\`.`],
    ['behind code between fences', `\`\`\`\n${words(9)}\n\`\`\`\n${words(26)}.`, `${words(26)}.`],
    ['a figure with a point in it', `${words(13)} 2.5 ${words(13)}.`, `${words(13)} 2.5 ${words(13)}.`],
  ])('are long: %s', (_what, markdown, sentence) => {
    expect(longSentences(markdown)).toEqual([sentence]);
  });
});

describe('sentences of comments', () => {
  test.each([
    ['25 words over two lines', `// ${words(12)}\n// ${words(13)}\nconst a = 1;`],
    ['two comments', `// ${words(20)}\nconst a = 1;\n// ${words(20)}\n`],
    ['two paragraphs', `/**\n * ${words(20)}\n *\n * ${words(20)}\n */`],
    ['tags', `  /**\n   * ${words(20)}\n   * @param {string} name ${words(20)}\n   */`],
    ['items', `// - ${words(20)}\n// - ${words(20)}`],
    ['code', `const path = 'a/**/b';\nconst ${words(40)}\nconst other = 'c/**/d';`],
  ])('are not long: %s', (_what, source) => {
    expect(longSentencesOfComments(source)).toEqual([]);
  });

  test.each([
    ['lines', `const a = 1;\n  // ${words(13)}\n  // ${words(13)}.\n`, `${words(13)} ${words(13)}.`],
    ['a block', `/** ${words(26)} */\nconst a = 1;`, words(26)],
    ['a block of lines', `  /**\n   * ${words(13)}\n   * ${words(13)}.\n   */`, `${words(13)} ${words(13)}.`],
    ['a tag', `/**\n * Short.\n * @param {string} name ${words(26)}\n */`, `@param {string} name ${words(26)}`],
  ])('are long: %s', (_what, source, sentence) => {
    expect(longSentencesOfComments(source)).toEqual([sentence]);
  });
});
