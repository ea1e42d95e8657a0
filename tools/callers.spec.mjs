import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { callersIn } from './callers.mjs';
import { readContracts } from './contract-image.mjs';
import { root } from './installed.mjs';

/** Not a service: a person with a certificate, who looks at relays and journals. */
const operator = 'operator';
const table = callersIn(readContracts(root));
const services = readdirSync(join(root, 'services')).filter((name) =>
  existsSync(join(root, 'services', name, 'src/main.ts')),
);

const camel = (rpc) => rpc[0].toLowerCase() + rpc.slice(1);
const rpcNames = new Set([...table.keys()].map((path) => camel(path.slice(path.lastIndexOf('/') + 1))));

const program = () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const ofServices = fileNames.filter((file) => /\/services\/[^/]+\/src\//.test(file) && !file.endsWith('.spec.ts'));
  return ts.createProgram(ofServices, { ...options, incremental: false, tsBuildInfoFile: undefined });
};

/** Where the type of a client takes the property from: the definition of a service in libs/contracts. */
const pathOf = (declaration) => {
  const contract = /generated\/vafa\/(\w+)\/v1\/\w+\.ts$/.exec(declaration.getSourceFile().fileName);
  if (!contract || !ts.isPropertyAssignment(declaration)) return undefined;
  const { initializer } = declaration;
  const found = ts.isObjectLiteralExpression(initializer)
    ? initializer.properties.find((property) => property.name?.getText() === 'path')
    : undefined;
  return found && /\/vafa[\w./]+/.exec(found.getText())?.[0];
};

/** The properties that a file names, as symbols of its types; only those that are called as an rpc is. */
function* propertiesOf(file, checker) {
  const visit = function* (node) {
    if (ts.isPropertyAccessExpression(node) && rpcNames.has(node.name.text))
      yield checker.getSymbolAtLocation(node.name);
    if (ts.isBindingElement(node)) {
      const name = (node.propertyName ?? node.name).getText();
      if (rpcNames.has(name)) yield checker.getPropertyOfType(checker.getTypeAtLocation(node.parent), name);
    }
    const children = [];
    ts.forEachChild(node, (child) => void children.push(child));
    for (const child of children) yield* visit(child);
  };
  yield* visit(file);
}

/** Paths by the names that routes of the gateway give them: rewards.createReward, ledgerBooks.listRoots. */
const routed = new Map(
  [...table.keys()].flatMap((path) => {
    const [, service, rpc] = /\.(\w+)Service\/(\w+)$/.exec(path) ?? [];
    return service === undefined ? [] : [[`${camel(service)}.${camel(rpc)}`, path]];
  }),
);

/** The rpcs that routes in a file name. */
const routesIn = (file) => {
  const found = [];
  const visit = (node) => {
    if (ts.isStringLiteral(node) && routed.has(node.text)) found.push(routed.get(node.text));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** `imports /vafa.membership.v1.MembershipService/GetClub` for each rpc that the code of a service calls. */
const callsInCode = () => {
  const all = program();
  const checker = all.getTypeChecker();
  const found = new Set();
  for (const file of all.getSourceFiles()) {
    const service = /\/services\/([^/]+)\/src\//.exec(file.fileName)?.[1];
    if (service === undefined) continue;
    if (service === 'gateway') for (const path of routesIn(file)) found.add(`gateway ${path}`);
    for (const symbol of propertiesOf(file, checker))
      for (const declaration of symbol?.declarations ?? []) {
        const path = pathOf(declaration);
        if (path !== undefined) found.add(`${service} ${path}`);
      }
  }
  return [...found].sort();
};

describe('who may call which rpc', () => {
  test('is said above every rpc, of services that there are', () => {
    expect(table.size).toBeGreaterThan(80);
    expect(
      [...new Set([...table.values()].flatMap(({ callers }) => callers))].filter(
        (name) => name !== operator && !services.includes(name),
      ),
    ).toEqual([]);
  });

  test('the gateway calls none of them for nobody: who asks it stands in the context that it signs', () => {
    expect([...table].filter(([, { themselves }]) => themselves.includes('gateway'))).toEqual([]);
    expect(
      [...table].filter(([, { callers, themselves }]) => callers.includes(operator) && !themselves.includes(operator)),
    ).toEqual([]);
  });

  test('is who calls it in the code, no fewer and no more', () => {
    const allowed = [...table].flatMap(([path, { callers }]) =>
      callers.filter((name) => name !== operator).map((name) => `${name} ${path}`),
    );
    expect(callsInCode()).toEqual(allowed.sort());
  });
});
