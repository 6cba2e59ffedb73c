import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FileOperation } from '#contract/operation.ts';
import { type AnyFile, sendFile } from './file-answer.ts';
import type { FilePlace } from './file-places.ts';
import { createLogger } from './logger.ts';

const operation: FileOperation = {
  id: 'things.export',
  method: 'GET',
  path: '/things/export',
  summary: 'Export things',
  description: 'All of them.',
  permission: 'public',
  status: 200,
  problems: [],
  file: {
    formats: {
      ndjson: { contentType: 'application/x-ndjson', lines: 'json', line: z.object({ n: z.number() }) },
      csv: { contentType: 'text/csv; charset=utf-8', lines: 'csv', line: z.array(z.string()).length(2) },
    },
  },
};

/** Pieces of two lines each, as they are asked for. */
function source(pieces: number, fault?: { at: number; line: unknown }) {
  const seen = { asked: 0, closed: false };
  async function* make(): AsyncGenerator<unknown[]> {
    try {
      for (let piece = 0; piece < pieces; piece += 1) {
        seen.asked += 1;
        if (fault?.at === piece) {
          if (fault.line instanceof Error) throw fault.line;
          yield [fault.line];
        } else yield [{ n: piece * 2 }, { n: piece * 2 + 1 }];
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, pieces: make() };
}

async function send(file: Omit<AnyFile, 'name'>) {
  const log: string[] = [];
  const logger = createLogger((text) => void log.push(...text.trim().split('\n')));
  const place = { left: 0, moved: 0, stall: () => {} };
  const held: FilePlace = {
    moved: () => {
      place.moved += 1;
    },
    onStalled: (cut) => {
      place.stall = cut;
    },
    leave: async () => {
      place.left += 1;
    },
  };
  const answer = await sendFile(logger, operation, { name: 'things.txt', ...file }, 'request-1', held);
  const { body } = answer;
  if (!(body instanceof ReadableStream)) throw new Error('A file is a stream.');
  return { answer, place, body: body as ReadableStream<Uint8Array>, log: () => log.map((line) => JSON.parse(line)) };
}

const textOf = (body: ReadableStream<Uint8Array>) => new Response(body).text();

describe('a file answer', () => {
  it('is its lines, checked and written, with a name and a type', async () => {
    const { answer, body, log, place } = await send({ format: 'ndjson', pieces: source(2).pieces });
    expect(place).toMatchObject({ moved: 0, left: 0 });
    expect(answer).toMatchObject({
      status: 200,
      contentType: 'application/x-ndjson',
      headers: { 'content-disposition': 'attachment; filename="things.txt"' },
    });
    expect(await textOf(body)).toBe('{"n":0}\n{"n":1}\n{"n":2}\n{"n":3}\n');
    expect(log()).toMatchObject([{ event: 'file_sent', outcome: 'whole', lines: 4, request_id: 'request-1' }]);
    expect(place).toMatchObject({ moved: 3, left: 1 });
  });

  it('can be sealed with the hash of everything before the seal', async () => {
    let sealed = '';
    const seal = (sha256: string) => {
      sealed = sha256;
      return { n: -1 };
    };
    const { body } = await send({ format: 'ndjson', pieces: source(2).pieces, seal });
    const text = await textOf(body);
    expect(text.endsWith('{"n":-1}\n')).toBe(true);
    const before = text.slice(0, -'{"n":-1}\n'.length);
    expect(sealed).toBe(createHash('sha256').update(before).digest('hex'));
  });

  it('makes rows safe against formulas', async () => {
    async function* rows() {
      yield [
        ['name', 'text'],
        ['=cmd', 'a,"b"'],
      ];
    }
    const { body } = await send({ format: 'csv', pieces: rows() });
    const bytes = Buffer.from(await new Response(body).arrayBuffer());
    expect(bytes.toString('utf8')).toBe('\uFEFFname,text\r\n\'=cmd,"a,""b"""\r\n');
  });

  it('is made only as fast as it is read', async () => {
    const { seen, pieces } = source(1000);
    const { body } = await send({ format: 'ndjson', pieces });
    expect(seen.asked).toBe(1);
    const reader = body.getReader();
    for (let read = 1; read <= 5; read += 1) {
      await reader.read();
      expect(seen.asked).toBe(read);
    }
    await reader.cancel();
  });

  it('ends its source when nobody wants it any more, also between two pieces in which nothing matches', async () => {
    let [asked, closed] = [0, false];
    let cancel: () => unknown = () => undefined;
    async function* empty(): AsyncGenerator<unknown[]> {
      try {
        yield [{ n: 1 }];
        for (;;) {
          asked += 1;
          if (asked === 10) cancel();
          yield [];
        }
      } finally {
        closed = true;
      }
    }
    const { body, log, place } = await send({ format: 'ndjson', pieces: empty() });
    const reader = body.getReader();
    await reader.read();
    const cancelled = new Promise<void>((done) => {
      cancel = () => void reader.cancel().then(done);
    });
    expect((await reader.read()).done).toBe(true);
    await cancelled;
    expect({ asked, closed }).toEqual({ asked: 10, closed: true });
    expect(log()).toMatchObject([{ event: 'file_sent', outcome: 'given_up' }]);
    expect(place.left).toBe(1);
  });

  it('is cut off where nobody takes it any more, so that its place is free', async () => {
    const { pieces, seen } = source(4);
    const { body, log, place } = await send({ format: 'ndjson', pieces });
    const reader = body.getReader();
    await reader.read();
    place.stall();
    await expect(reader.read()).rejects.toThrow('Nobody took the file any more.');
    expect(seen.closed).toBe(true);
    expect(log()).toMatchObject([{ event: 'file_sent', outcome: 'stalled', lines: 2 }]);
    place.stall();
    expect(place.left).toBe(1);
  });

  it('fails as a whole where its first piece can’t be made', async () => {
    const { pieces } = source(2, { at: 0, line: new Error('the database is away') });
    await expect(send({ format: 'ndjson', pieces })).rejects.toThrow('the database is away');
    const broken = source(2, { at: 0, line: { n: 'five' } });
    await expect(send({ format: 'ndjson', pieces: broken.pieces })).rejects.toThrow('A line breaks the contract: n:');
  });

  it.each([new Error('the database is away'), { n: 'five' }])(
    'breaks off where a later one can’t be: %s',
    async (line) => {
      const { pieces, seen } = source(4, { at: 2, line });
      const { body, log, place } = await send({ format: 'ndjson', pieces });
      const reader = body.getReader();
      await reader.read();
      await reader.read();
      // What went wrong is for the log, not for whoever reads.
      await expect(reader.read()).rejects.toThrow(/^The file could not be finished\.$/);
      expect(seen.closed).toBe(true);
      expect(log()).toMatchObject([
        { event: 'file_failed', level: 'error' },
        { event: 'file_sent', outcome: 'failed', lines: 4 },
      ]);
      expect(place.left).toBe(1);
    },
  );
});
