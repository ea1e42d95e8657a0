// The TypeScript of libs/client/src/generated/operations.ts, made of the OpenAPI document.

/**
 * @typedef {{ $ref?: string, type?: string, enum?: unknown[], nullable?: boolean, description?: string,
 *   properties?: Record<string, Schema>, required?: string[], additionalProperties?: boolean | Schema, items?: Schema,
 *   anyOf?: Schema[], oneOf?: Schema[], allOf?: Schema[], format?: string }} Schema
 * @typedef {{ name: string, in: string, required?: boolean, schema: Schema }} Parameter
 * @typedef {Record<string, { schema: Schema }>} Content
 * @typedef {{ operationId: string, summary: string, parameters?: Parameter[], requestBody?: { content: Content },
 *   responses: Record<string, { content?: Content }>, 'x-roles': string[] }} Documented
 * @typedef {{ paths: Record<string, Record<string, Documented>>,
 *   components: { schemas: Record<string, Schema> } }} OpenApi
 */

const json = 'application/json';
const nameOf = (ref) => ref.split('/').at(-1);
const key = (name) => (/^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name));

/** @param {readonly string[]} lines */
const block = (lines) => `{\n${lines.join('\n').replace(/^/gm, '  ')}\n}`;

/** @param {Schema} schema */
const itemType = (schema) => (/^\w+$/.test(typeOf(schema)) ? typeOf(schema) : `(${typeOf(schema)})`);

/** @param {Schema} schema @returns {string} */
const plainType = (schema) => {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return several.map(typeOf).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map(itemType).join(' & ');
  switch (schema.type) {
    case 'string':
      return schema.format === 'binary' ? 'Blob' : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return `readonly ${itemType(schema.items ?? {})}[]`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
};

/** @param {Schema} schema */
const typeOf = (schema) => (schema.nullable === true ? `${plainType(schema)} | null` : plainType(schema));

/** @param {Schema} schema */
const objectType = ({ properties, required = [], additionalProperties }) => {
  if (properties === undefined) {
    const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    return `Readonly<Record<string, ${value}>>`;
  }
  const fields = Object.entries(properties).flatMap(([name, schema]) => [
    ...(schema.description === undefined ? [] : [`/** ${schema.description.replaceAll('*/', '* /')} */`]),
    `readonly ${key(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  ]);
  return block(fields);
};

/** @param {Parameter[]} parameters */
const given = (parameters) =>
  parameters.length === 0
    ? 'Nothing'
    : `{ ${parameters.map(({ name, required, schema }) => `readonly ${key(name)}${required === true ? '' : '?'}: ${typeOf(schema)};`).join(' ')} }`;

/** @param {Documented} operation */
const answerOf = ({ responses }) => {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const content = success?.content ?? {};
  if (content[json] !== undefined) return typeOf(content[json].schema);
  return Object.keys(content).length === 0 ? 'null' : 'string';
};

/** @param {Documented} operation */
const bodyOf = ({ requestBody }) => {
  const content = requestBody?.content ?? {};
  if (content[json] !== undefined) return typeOf(content[json].schema);
  return content['multipart/form-data'] === undefined ? 'Nothing' : 'FormData';
};

/** @param {OpenApi} document */
export function clientTypes({ paths, components }) {
  const operations = Object.entries(paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
    .sort((a, b) => (a.operation.operationId < b.operation.operationId ? -1 : 1));
  const parameters = (operation, place) => (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  const types = operations.flatMap(({ operation }) => [
    `/** ${operation.summary} */`,
    `readonly ${operation.operationId}: ${block([
      `readonly path: ${given(parameters(operation, 'path'))};`,
      `readonly query: ${given(parameters(operation, 'query'))};`,
      `readonly body: ${bodyOf(operation)};`,
      `readonly answer: ${answerOf(operation)};`,
    ])};`,
  ]);
  const routes = operations.map(({ path, method, operation }) => {
    const takesKey = parameters(operation, 'header').some(({ name }) => name === 'Idempotency-Key');
    return `  ${operation.operationId}: { method: '${method.toUpperCase()}', path: '${path}', takesKey: ${String(takesKey)} },`;
  });
  const roles = operations
    .filter(({ operation }) => !operation['x-roles'].includes('anyone'))
    .map(({ operation }) => `  ${operation.operationId}: '${operation['x-roles'].join(' ')}',`);
  return [
    '// Generated by tools/generate.mjs from docs/openapi.json: what every operation takes and answers.',
    'export type Nothing = Readonly<Record<never, never>>;',
    '',
    ...Object.entries(components.schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => `export type ${name} = ${typeOf(schema)};\n`),
    `export interface Operations ${block(types)}`,
    '',
    'export const routes = {',
    ...routes,
    '} as const;',
    '',
    '/** Which roles may ask for what, apart by blanks; what is not here may be asked by anyone. */',
    'export const rolesOfOperations = {',
    ...roles,
    '} as const;',
    '',
  ].join('\n');
}
