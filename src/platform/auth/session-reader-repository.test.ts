import type { CompiledQuery } from 'kysely';
import { expect, it } from 'vitest';
import type { Executor } from '#platform/db/open.ts';
import { createSessionReader } from './session-reader-repository.ts';

/** A database that answers when it is told to. */
function heldDatabase() {
  const asked: { ids: unknown; answer: (ids: string[]) => void; fail: (error: Error) => void }[] = [];
  const executeQuery = (query: CompiledQuery) =>
    new Promise((resolve, reject) => {
      asked.push({
        ids: query.parameters[0],
        answer: (ids) => resolve({ rows: ids.map((id) => ({ id })) }),
        fail: reject,
      });
    });
  return { asked, reader: createSessionReader({ executeQuery } as unknown as Executor) };
}

it('asks at once when nothing is under way', async () => {
  const { asked, reader } = heldDatabase();
  const session = reader.read('a');
  expect(asked.map((query) => query.ids)).toEqual(['{a}']);
  asked[0]?.answer(['a']);
  expect(await session).toMatchObject({ id: 'a' });
});

it('never answers a request from a statement that was sent before it came', async () => {
  const { asked, reader } = heldDatabase();
  const early = reader.read('a');
  const later = [reader.read('a'), reader.read('b'), reader.read('a'), reader.read('gone')];
  expect(asked).toHaveLength(1);
  asked[0]?.answer(['a']);
  await early;
  await expect.poll(() => asked.map((query) => query.ids)).toEqual(['{a}', '{a,b,gone}']);
  asked[1]?.answer(['b', 'a']);
  expect((await Promise.all(later)).map((session) => session?.id)).toEqual(['a', 'b', 'a', undefined]);
});

it('tells a failure to those who waited for it, and goes on', async () => {
  const { asked, reader } = heldDatabase();
  const first = reader.read('a');
  const second = reader.read('a');
  asked[0]?.fail(new Error('lost'));
  await expect(first).rejects.toThrow('lost');
  await expect.poll(() => asked).toHaveLength(2);
  asked[1]?.answer(['a']);
  expect(await second).toMatchObject({ id: 'a' });
});
