import type { Context } from 'hono';
import type { z } from 'zod';
import type { Operation } from '#contract/operation.ts';
import type { FieldError } from '#contract/problems.ts';
import type { PlatformEnvironment } from './environment.ts';
import { ProblemError } from './problem.ts';

const defaultMaximumBodyBytes = 1024 * 1024;

/** Parses path parameters and query by the schemas of the operation. */
export function readParameters(
  operation: Operation,
  http: Context<PlatformEnvironment>,
): { params: unknown; query: unknown } {
  return {
    params: operation.params ? parsePart(operation.params, http.req.param()) : undefined,
    query: operation.query ? parsePart(operation.query, http.req.query()) : undefined,
  };
}

/** Reads and parses the JSON body. `text` is the body as sent, for the idempotency key. */
export async function readBody(
  operation: Operation,
  schema: z.ZodType,
  http: Context<PlatformEnvironment>,
): Promise<{ parsed: unknown; text: string }> {
  const type = http.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new ProblemError(
      'unsupported_media_type',
      `Send the body as application/json, not “${type || 'nothing'}”. Nothing was changed.`,
    );
  }
  const limit = operation.maximumBodyBytes ?? defaultMaximumBodyBytes;
  const text = await readText(http.req.raw, limit);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProblemError('malformed', 'The body is not valid JSON. Nothing was changed.');
  }
  return { parsed: parsePart(schema, value), text };
}

/** The body as text, refused as soon as it is longer than it may be. */
export async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = () =>
    new ProblemError(
      'payload_too_large',
      `The body may have at most ${sizeText(limit)}. Nothing was changed; send less at a time.`,
    );
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.floor(bytes / 1024)} KiB` : `${Math.floor(bytes / 1024 / 1024)} MiB`;
}

function parsePart(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors: FieldError[] = result.error.issues
    .slice(0, 50)
    .map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const first = errors[0];
  throw new ProblemError(
    'validation',
    first ? `${first.path ? `${first.path}: ` : ''}${first.message}. Nothing was changed.` : 'Nothing was changed.',
    { errors },
  );
}
