// Sentences that are too long to be understood at first reading. docs/adr/0012-style-as-tests.md sets the bound.

/** A sentence of more words than these is long. */
const mostWords = 25;

/** Blocks of code between fences, and lines of tables, are no sentences. */
const notProse = /^[ \t]*(`{3,}|~{3,})[^]*?^[ \t]*\1[ \t]*$|^[ \t]*\|.*$/gm;
/** Four blanks behind an empty line begin a block of code, which ends with the next empty line. */
const indentedCode = /(?<=\n[ \t]*\n)(?: {4}.*\n?)+/g;
/** A paragraph ends at an empty line, an item of a list where the next one begins, and a heading with its line. */
const betweenBlocks = /\n[ \t]*\n|\n(?=[ \t]*(?:[-*]|\d+\.)[ \t])|\n(?=#)|(?<=(?:^|\n)#.*)\n/;
/** Marks of Markdown and quotes may stand between the end of a sentence and the blank behind it. */
const betweenSentences = /(?<=[.!?:;][*_"”’)]*)\s+/;

/**
 * The sentences of a text, in its order. They end at a full stop, a question or exclamation mark, a colon or semicolon.
 * @param {string} block
 */
const sentencesOf = (block) => {
  // Code counts as one word, and what stands in it ends no sentence. A link counts by what it shows.
  const code = [];
  const prose = block
    .replace(/^\s*(?:#+|[-*]|\d+\.)[ \t]+/, '')
    .replace(/(`+)[^]*?\1/g, (span) => `\u{E000}${code.push(span.replace(/\s+/g, ' ')) - 1}\u{E001}`)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return prose
    .trim()
    .split(betweenSentences)
    .map((sentence) => ({
      words: sentence.split(/\s+/).length,
      text: sentence.replace(/\s+/g, ' ').replace(/\u{E000}(\d+)\u{E001}/gu, (_mark, at) => code[Number(at)] ?? ''),
    }));
};

/**
 * The sentences of a Markdown text that are over the bound, each on one line as a reader would look for it.
 * @param {string} markdown
 */
export const longSentences = (markdown) =>
  markdown
    .replace(notProse, '\n')
    .replace(indentedCode, '\n')
    .split(betweenBlocks)
    .flatMap(sentencesOf)
    .filter(({ words }) => words > mostWords)
    .map(({ text }) => text);

/** Comments that begin their line: a block, or all lines with two strokes that follow each other. */
const comments = /^[ \t]*\/\*([^]*?)\*\/|^[ \t]*\/\/.*(?:\n[ \t]*\/\/.*)*/gm;

/**
 * The sentences over the bound in the comments of a source (TypeScript, JavaScript or proto). A tag of JSDoc begins a
 * sentence of its own. Comments behind code are not looked at, because their line leaves no room for a long sentence.
 * @param {string} source
 */
export const longSentencesOfComments = (source) =>
  [...source.matchAll(comments)].flatMap(([whole, block]) =>
    longSentences((block ?? whole).replace(/^[ \t]*(?:\*+|\/\/+) ?/gm, '').replace(/^(?=@\w)/gm, '\n')),
  );
