// Sizes by characters. White space counts as one character, however much of it there is. So a size is that of what is
// said and not of how it is laid out. Comments of a function do not count.

/** @param {string} text */
export const sizeOf = (text) => text.replace(/\s+/g, ' ').trim().length;

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** @type {import('eslint').Rule.RuleModule} */
const functionSize = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'integer', minimum: 1 }],
    messages: { large: 'this function has {{size}} characters; at most {{max}} are read at a glance' },
  },
  create(context) {
    const { sourceCode } = context;
    const [max = 0] = context.options;
    /** @param {import('eslint').Rule.Node} node */
    const check = (node) => {
      const comments = sourceCode.getCommentsInside(node).reverse();
      const [start] = node.range ?? [0];
      const said = comments.reduce(
        (text, { range: [from, to] = [start, start] }) => text.slice(0, from - start) + text.slice(to - start),
        sourceCode.getText(node),
      );
      const size = sizeOf(said);
      if (size > max) context.report({ node, messageId: 'large', data: { size: String(size), max: String(max) } });
    };
    return Object.fromEntries(functions.map((type) => [type, check]));
  },
};

export default { rules: { 'function-size': functionSize } };
