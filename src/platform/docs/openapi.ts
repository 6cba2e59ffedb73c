import { OpenAPIRegistry, OpenApiGeneratorV3 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { FileFormat, Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { type ProblemKind, problemKinds, problemSchema } from '#contract/problems.ts';

/** What any operation can answer beside its own problems. */
const always: readonly ProblemKind[] = ['rate_limited', 'internal', 'unavailable'];
const whenSignedIn: readonly ProblemKind[] = ['unauthenticated', 'token_expired', 'session_revoked'];
const whenRead: readonly ProblemKind[] = ['validation'];
const whenBody: readonly ProblemKind[] = ['malformed', 'unsupported_media_type', 'payload_too_large'];

/** The OpenAPI 3.0 document of the whole table. */
export function createOpenApiDocument(version: string): Record<string, unknown> & { openapi: string } {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of `POST /api/auth/signin`, good for 15 minutes.',
  });
  const ingestKey = registry.registerComponent('securitySchemes', 'ingest_key', {
    type: 'http',
    scheme: 'bearer',
    description: 'An ingest key (`ghi_…`), made by an admin. It reports what members do and opens nothing else.',
  });
  const securityOf = ({ permission }: Operation) => {
    if (permission === 'public') return [];
    return [{ [permission === 'ingest_key' ? ingestKey.name : bearer.name]: [] }];
  };
  const problem = problemSchema.meta({ id: 'Problem' });
  for (const operation of operations as readonly Operation[]) {
    registry.registerPath({
      method: operation.method.toLowerCase() as Lowercase<Operation['method']>,
      path: operation.path,
      operationId: operation.id,
      tags: [operation.id.split('.')[0] ?? operation.id],
      summary: operation.summary,
      description: `${operation.description}\n\n${permissionText(operation)}`,
      security: securityOf(operation),
      request: requestOf(operation),
      responses: { ...successOf(operation), ...problemsOf(operation, problem) },
    });
  }
  const document = new OpenApiGeneratorV3(registry.definitions).generateDocument({
    openapi: '3.0.3',
    info: {
      title: 'Gatehouse platform',
      version,
      description: 'Runs an invite-only beta. Errors are problem documents (RFC 9457).',
    },
    servers: [{ url: '/' }],
  });
  return { ...document };
}

function permissionText({ permission }: Operation): string {
  if (permission === 'public') return 'Anybody may call it.';
  if (permission === 'ingest_key') return 'For gateways with an ingest key.';
  return permission === 'signed_in' ? 'For anybody who is signed in.' : `For ${permission.join(', ')}.`;
}

type PathRequest = NonNullable<Parameters<OpenAPIRegistry['registerPath']>[0]['request']>;

function requestOf(operation: Operation): PathRequest {
  const request: PathRequest = {};
  if (operation.params instanceof z.ZodObject) request.params = operation.params;
  if (operation.query instanceof z.ZodObject) request.query = operation.query;
  if (operation.body) request.body = { required: true, content: { 'application/json': { schema: operation.body } } };
  if (operation.events) {
    request.headers = z.object({
      'Last-Event-ID': z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'The last id that was received before the line broke.' }),
    });
  }
  if (operation.idempotencyKey) {
    request.headers = z.object({
      'Idempotency-Key': z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'Repeats with the same key and body within 24 hours answer the same.' }),
    });
  }
  return request;
}

function successOf(operation: Operation) {
  if (operation.file) {
    const formats = Object.values(operation.file.formats);
    const content = Object.fromEntries(formats.map((format) => [mediaType(format), { schema: fileSchema(format) }]));
    const description = `${operation.summary}. A file of any length, sent as it is made; the connection breaks where it can’t be finished.`;
    return { [operation.status]: { description, content } };
  }
  if (operation.events) {
    const kinds = Object.entries(operation.events).map(([name, { data, description, id }]) =>
      data.meta({ title: name, description: `${description}${id ? ' Carries an id.' : ''}` }),
    );
    const schema = z
      .union(kinds)
      .meta({ description: 'The `data` of an event; its `event` is the title of one of these.' });
    return {
      200: { description: `${operation.summary}. It has no end.`, content: { 'text/event-stream': { schema } } },
    };
  }
  if (operation.status === 204) return { 204: { description: 'Done; there is nothing to say.' } };
  const content = { 'application/json': { schema: operation.response } };
  return { [operation.status]: { description: operation.summary, content } };
}

const mediaType = ({ contentType }: FileFormat) => contentType.replace(/;.*$/, '');

/** OpenAPI has no word for a file of lines: what is described is one line. */
function fileSchema({ lines, line }: FileFormat): z.ZodType {
  if (lines === 'csv') return z.string().meta({ description: 'Comma-separated (RFC 4180), UTF-8, with a header row.' });
  return line.meta({ description: 'One JSON value a line; each line is one of these.' });
}

/** Problems of one status share an answer, which names the kinds. */
function problemsOf(operation: Operation, schema: z.ZodType) {
  const kinds = new Set<ProblemKind>([...operation.problems, ...always]);
  if (operation.permission === 'ingest_key') kinds.add('unauthenticated');
  else if (operation.permission !== 'public') for (const kind of whenSignedIn) kinds.add(kind);
  if (Array.isArray(operation.permission)) kinds.add('forbidden');
  if (operation.params || operation.query || operation.body) for (const kind of whenRead) kinds.add(kind);
  if (operation.body) for (const kind of whenBody) kinds.add(kind);
  const byStatus = new Map<number, string[]>();
  for (const kind of kinds) {
    const { status, title } = problemKinds[kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${kind}\`: ${title}`]);
  }
  const content = { 'application/problem+json': { schema } };
  return Object.fromEntries(
    [...byStatus].map(([status, lines]) => [status, { description: lines.join('. '), content }]),
  );
}
