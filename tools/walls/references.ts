// What one file refers to and what it exports, from its syntax tree.
import ts from 'typescript';

export interface Reference {
  readonly specifier: string;
  readonly how: 'import' | 'type' | 're-export' | 'import()' | 'require' | 'file';
  /** Names taken from the target; `*` stands for all. A re-export takes none: see `reExports`. */
  readonly names: readonly string[];
  readonly line: number;
}

export interface ReExport {
  /** Under which name, or `*` for all of them. */
  readonly as: string;
  readonly name: string;
  readonly specifier: string;
  readonly line: number;
}

export interface Exported {
  readonly line: number;
  readonly declaration: ts.Node;
}

export interface SourceFacts {
  readonly tree: ts.SourceFile;
  readonly references: readonly Reference[];
  /** What is declared in the file, by the name that it is exported under. */
  readonly exports: ReadonlyMap<string, Exported>;
  readonly reExports: readonly ReExport[];
  /** Lines with an import() or require() of a computed name. */
  readonly computed: readonly number[];
}

const lineOf = (tree: ts.SourceFile, node: ts.Node): number =>
  tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
const isLiteral = (node: ts.Node | undefined): node is ts.StringLiteralLike =>
  node !== undefined && ts.isStringLiteralLike(node);
const nameText = (node: ts.ModuleExportName): string => node.text;

/** Members of a namespace import that the file names; `*` as soon as it passes the namespace on as a whole. */
function membersOf(tree: ts.SourceFile, namespace: ts.Identifier): string[] {
  const members = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === namespace.text && node !== namespace) {
      const { parent } = node;
      if (ts.isPropertyAccessExpression(parent) && parent.expression === node) members.add(parent.name.text);
      else if (ts.isQualifiedName(parent) && parent.left === node) members.add(parent.right.text);
      else if (!(ts.isPropertyAccessExpression(parent) && parent.name === node)) members.add('*');
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...members];
}

function importedNames(tree: ts.SourceFile, clause: ts.ImportClause | undefined): string[] {
  if (clause === undefined) return [];
  const names = clause.name === undefined ? [] : ['default'];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, ...membersOf(tree, bindings.name)];
  return [...names, ...bindings.elements.map((each) => nameText(each.propertyName ?? each.name))];
}

/** Names that are taken from `await import(…)` at once, else all. */
function namesOfDynamic(call: ts.CallExpression): string[] {
  let node: ts.Node = call.parent;
  while (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)) node = node.parent;
  if (ts.isPropertyAccessExpression(node)) return [node.name.text];
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    const elements = node.name.elements.map((each) =>
      each.dotDotDotToken === undefined ? (each.propertyName ?? each.name) : undefined,
    );
    if (elements.every((each) => each !== undefined && ts.isIdentifier(each)))
      return elements.map((each) => (each as ts.Identifier).text);
  }
  return ['*'];
}

const isCreateRequire = (node: ts.Node | undefined): boolean =>
  node !== undefined && ts.isCallExpression(node) && /(^|\.)createRequire$/.test(node.expression.getText());

/** The names under which a module has what createRequire made; without it there is no `require` in ES modules. */
function requireNames(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && isCreateRequire(node.initializer))
      names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  if (tree.text.includes('createRequire')) visit(tree);
  else if (/\.c[jt]s$/.test(tree.fileName)) names.add('require');
  return names;
}

const isMock = (text: string): boolean =>
  /^jest\.(unstable_)?(mock|mockModule|doMock|requireActual|createMockFromModule)$/.test(text);

export function readSource(file: string, text: string): SourceFacts {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const references: Reference[] = [];
  const reExports: ReExport[] = [];
  const exports = new Map<string, Exported>();
  const computed: number[] = [];
  const requires = requireNames(tree);
  const add = (node: ts.Node, how: Reference['how'], specifier: string, names: readonly string[]): void =>
    void references.push({ specifier, how, names, line: lineOf(tree, node) });
  const follow = (call: ts.CallExpression, how: 'import()' | 'require', names: readonly string[]): void => {
    const [target] = call.arguments;
    if (isLiteral(target)) add(call, how, target.text, names);
    else computed.push(lineOf(tree, call));
  };

  const visitCall = (node: ts.CallExpression): void => {
    const callee = node.expression;
    const called = ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee) ? callee.getText(tree) : '';
    if (callee.kind === ts.SyntaxKind.ImportKeyword) follow(node, 'import()', namesOfDynamic(node));
    else if (requires.has(called.replace(/\.resolve$/, '')) || isCreateRequire(callee)) follow(node, 'require', ['*']);
    else if (called === 'import.meta.resolve' || isMock(called)) follow(node, 'import()', ['*']);
  };

  const visitExport = (node: ts.ExportDeclaration): void => {
    const line = lineOf(tree, node);
    const clause = node.exportClause;
    if (!isLiteral(node.moduleSpecifier)) {
      if (clause !== undefined && ts.isNamedExports(clause))
        for (const each of clause.elements) exports.set(nameText(each.name), { line, declaration: each });
      return;
    }
    const specifier = node.moduleSpecifier.text;
    add(node, 're-export', specifier, []);
    if (clause === undefined) reExports.push({ as: '*', name: '*', specifier, line });
    else if (ts.isNamespaceExport(clause)) reExports.push({ as: nameText(clause.name), name: '*', specifier, line });
    else
      for (const each of clause.elements)
        reExports.push({ as: nameText(each.name), name: nameText(each.propertyName ?? each.name), specifier, line });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && isLiteral(node.moduleSpecifier)) {
      const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      add(node, isType ? 'type' : 'import', node.moduleSpecifier.text, importedNames(tree, node.importClause));
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      if (isLiteral(node.moduleReference.expression)) add(node, 'require', node.moduleReference.expression.text, ['*']);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && isLiteral(node.argument.literal)) {
      const first = node.qualifier?.getText(tree).split('.')[0];
      add(node, 'type', node.argument.literal.text, [first ?? '*']);
    } else if (ts.isExportDeclaration(node)) {
      visitExport(node);
    } else if (ts.isCallExpression(node)) {
      visitCall(node);
    } else if (ts.isTemplateExpression(node) && /^\.\/[\w-]+$/.test(node.head.text)) {
      // A worker beside the file, in source or built form: `./worker${extension}`.
      add(node, 'file', `${node.head.text}.ts`, []);
    } else if (
      isLiteral(node) &&
      /\.[cm]?[jt]s$/.test(node.text) &&
      !references.some(({ specifier, line }) => specifier === node.text && line === lineOf(tree, node))
    ) {
      add(node, 'file', node.text, []);
    }
    for (const name of declaredNames(node)) exports.set(name, { line: lineOf(tree, node), declaration: node });
    ts.forEachChild(node, visit);
    for (const comment of jsDocOf(node)) visit(comment);
  };
  visit(tree);
  return { tree, references, exports, reExports, computed };
}

/** JSDoc is not among a node's children; its `import('…')` types are references too. */
const jsDocOf = (node: ts.Node): readonly ts.Node[] => (node as { jsDoc?: readonly ts.Node[] }).jsDoc ?? [];

/** Names that an `export` in front of a declaration gives out. */
function declaredNames(node: ts.Node): string[] {
  if (ts.isExportAssignment(node)) return ['default'];
  if (!ts.canHaveModifiers(node) || !ts.isSourceFile(node.parent)) return [];
  const modifiers = (ts.getModifiers(node) ?? []).map(({ kind }) => kind);
  if (!modifiers.includes(ts.SyntaxKind.ExportKeyword)) return [];
  if (modifiers.includes(ts.SyntaxKind.DefaultKeyword)) return ['default'];
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  const { name } = node as { name?: ts.Node };
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

const boundNames = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : boundNames(each.name)));
