import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FileFormat, FileOperation } from '#contract/operation.ts';
import { csvField } from '#shared/csv.ts';
import type { FilePlace } from './file-places.ts';
import type { Logger } from './logger.ts';
import type { Answer } from './pipeline.ts';

/** A file as a handler answers it. Nothing of it is made before somebody reads. */
interface FileIn<Format, Line> {
  format: Format;
  /** What the client may call it. */
  name: string;
  /** Some hundred lines at a time; the next are asked for once the client has taken these. */
  pieces: AsyncIterable<readonly Line[]>;
  /** The last line, made from the hex SHA-256 of every byte before it. */
  seal?: (sha256: string) => Line;
}

/** The file of an operation, in one of the formats it has. */
export type FileAnswer<Lines> = { [Format in keyof Lines]: FileIn<Format, Lines[Format]> }[keyof Lines];

export type AnyFile = FileIn<string, unknown>;

/**
 * Answers a file line by line, as fast as it is read: what waits is one piece. The first piece is made before the
 * answer begins, so that what fails early is still answered as a problem; what fails later breaks the connection. Its
 * place is given back at its end, whatever that was.
 */
export async function sendFile(
  log: Logger,
  operation: FileOperation,
  file: AnyFile,
  requestId: string,
  place: FilePlace,
): Promise<Answer> {
  const format = operation.file.formats[file.format];
  if (!format) throw new Error(`${operation.id} has no format ${file.format}.`);
  const sent = { operation: operation.id, format: file.format, lines: 0, bytes: 0, request_id: requestId };
  const started = performance.now();
  const ended = (outcome: 'whole' | 'given_up' | 'failed' | 'stalled') => {
    log.info('file_sent', { ...sent, outcome, milliseconds: Math.round(performance.now() - started) });
    return place.leave();
  };
  const chunks = encode(format, file, (lines, bytes) => {
    sent.lines += lines;
    sent.bytes += bytes;
  });
  let next: Promise<IteratorResult<Uint8Array>> | null = Promise.resolve(await chunks.next());
  let wanted = true;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        place.onStalled(() => {
          if (!wanted) return;
          wanted = false;
          void ended('stalled');
          controller.error(new Error('Nobody took the file any more.'));
          void chunks.return(undefined);
        });
      },
      async pull(controller) {
        place.moved();
        try {
          while (wanted) {
            const { done, value } = await (next ?? chunks.next());
            next = null;
            if (!wanted) return;
            if (done) {
              wanted = false;
              await ended('whole');
              return controller.close();
            }
            // A piece in which nothing matched is no reason to wake the client.
            if (value.length > 0) return controller.enqueue(value);
          }
        } catch (error) {
          if (!wanted) return;
          wanted = false;
          log.error('file_failed', { ...sent, message: error instanceof Error ? error.message : String(error) });
          void ended('failed');
          controller.error(new Error('The file could not be finished.'));
        }
      },
      async cancel() {
        wanted = false;
        void ended('given_up');
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return {
    status: operation.status,
    body,
    contentType: format.contentType,
    headers: { 'content-disposition': `attachment; filename="${file.name}"` },
  };
}

async function* encode(
  format: FileFormat,
  file: AnyFile,
  onChunk: (lines: number, bytes: number) => void,
): AsyncGenerator<Uint8Array, undefined> {
  const line = lineWriter(format);
  const hash = createHash('sha256');
  let text = format.lines === 'csv' ? '\uFEFF' : '';
  for await (const piece of file.pieces) {
    for (const value of piece) text += line(value);
    const chunk = Buffer.from(text);
    text = '';
    if (file.seal) hash.update(chunk);
    onChunk(piece.length, chunk.length);
    yield chunk;
  }
  if (!file.seal) return;
  const chunk = Buffer.from(line(file.seal(hash.digest('hex'))));
  onChunk(1, chunk.length);
  yield chunk;
}

/** Compiled once for each format: a file may have a million lines. */
const compiled = new WeakMap<FileFormat, z.ZodType>();

/** Checks a line against the contract and writes it. */
function lineWriter(format: FileFormat): (value: unknown) => string {
  const schema = compiled.get(format) ?? z.compile<z.ZodType>(format.line);
  compiled.set(format, schema);
  const write = format.lines === 'csv' ? writeRow : writeJson;
  return (value) => {
    const checked = schema.safeParse(value);
    if (checked.success) return write(checked.data);
    const issues = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`A line breaks the contract: ${issues.slice(0, 5).join('; ')}`);
  };
}

const writeJson = (value: unknown) => `${JSON.stringify(value)}\n`;
// The contract's schema has just said that it is a row of fields.
const writeRow = (value: unknown) => `${(value as (string | number | null)[]).map(csvField).join(',')}\r\n`;
