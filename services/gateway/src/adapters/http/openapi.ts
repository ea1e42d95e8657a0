import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemSchema } from './problem.ts';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const description = `REST interface of Vafa, a self-hosted customer-club platform.

- Every request names an API key: \`Authorization: Bearer vafa_…\`. Keys belong to one club; the administrator's key names the club in the header \`Vafa-Club\`.
- People sign in instead (\`POST /v1/sign-in\`) and are known by a cookie; each of their writes brings the header \`Vafa-Csrf-Token\`. \`x-roles\` of an operation says which roles may ask for it.
- Every POST that writes takes an \`Idempotency-Key\`: a repeat with the same key and body gets the first answer (header \`Idempotency-Replayed\`); another body is 422; while the first is running, 409.
- Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\` and a \`traceId\`: that of your \`traceparent\`, when you send one. Your \`X-Request-Id\` comes back as a header.
- Lists answer \`{items, next_page_token}\`; the token is empty on the last page.
- Who asks too often is answered 429 with \`Retry-After\`. Query parameters that an operation does not take are refused, like unknown fields; so are conditions that it does not judge (\`If-Match\`, \`If-Unmodified-Since\`, and \`If-None-Match\` of a write).
- Money is \`{amount, currency, digits}\`: minor units, and how many digits they have. Prices of lines are decimal text, quantities numbers or decimal text with at most three places. Amounts and points are numbers within ±(2^53 − 1) and decimal text beyond. Unknown fields are refused.`;

/** The OpenAPI document, made of what the controllers declare. */
export const openApiDocument = (app: INestApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setTitle('Vafa')
    .setDescription(description)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, vafa_…' }, 'apiKey')
    .build();
  config.components = {
    ...config.components,
    securitySchemes: {
      ...config.components?.securitySchemes,
      signIn: {
        type: 'apiKey',
        in: 'cookie',
        name: 'vafa',
        description: 'The cookie that signing in sets; over TLS its name is __Host-vafa.',
      },
      member: {
        type: 'apiKey',
        in: 'cookie',
        name: 'vafa-member.CODE',
        description:
          'The cookie of a member who has signed in, for the club of this code; over TLS with __Host- before it.',
      },
    },
  };
  const document = SwaggerModule.createDocument(app, config);
  const { definitions } = z.toJSONSchema(z.object({ problem: ProblemSchema }), {
    target: 'openapi-3.0',
  }) as unknown as { definitions: Schemas };
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...definitions } };
  return document;
};

/**
 * /openapi.json, and /docs, a page that asks nobody else for anything. The document is made when it is first asked for:
 * a start need not wait for it.
 */
export const serveOpenApi = (app: INestApplication, fastify: FastifyInstance): void => {
  const document = once(() => openApiDocument(app));
  const text = once(() => JSON.stringify(document()));
  fastify.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(text()));
  SwaggerModule.setup('docs', app, document, {
    raw: false,
    customSiteTitle: 'Vafa API',
    swaggerOptions: { validatorUrl: null, persistAuthorization: false },
  });
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};
