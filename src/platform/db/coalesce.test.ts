import { describe, expect, it, vi } from 'vitest';
import { patience } from '#test/support/patience.ts';
import { coalesce } from './coalesce.ts';

function recorded(answer: (key: string) => string | undefined) {
  const asked: string[][] = [];
  const read = coalesce<string>(async (keys) => {
    asked.push([...keys]);
    return new Map(keys.flatMap((key) => (answer(key) === undefined ? [] : [[key, answer(key) as string] as const])));
  });
  return { asked, read };
}

describe('coalesce', () => {
  it('reads what is asked for together in one go, each key once', async () => {
    const { asked, read } = recorded((key) => key.toUpperCase());
    expect(await Promise.all([read('a'), read('b'), read('a')])).toEqual(['A', 'B', 'A']);
    expect(asked).toEqual([['a', 'b']]);
  });

  it('reads again for whoever asks after it was sent', async () => {
    let value = 'old';
    const { asked, read } = recorded(() => value);
    expect(await read('a')).toBe('old');
    value = 'new';
    expect(await read('a')).toBe('new');
    expect(asked).toHaveLength(2);
  });

  it('answers undefined for a key that is not there', async () => {
    const { read } = recorded((key) => (key === 'a' ? 'A' : undefined));
    expect(await Promise.all([read('a'), read('x')])).toEqual(['A', undefined]);
  });

  it('tells everybody who asked when the read fails, and works again afterwards', async () => {
    let broken = true;
    const read = coalesce<string>(async (keys) => {
      if (broken) throw new Error('no database');
      return new Map(keys.map((key) => [key, key]));
    });
    const outcomes = await Promise.allSettled([read('a'), read('b')]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await read('a')).toBe('a');
  });

  it('has at most two reads on their way, and lets the third gather', async () => {
    const asked: string[][] = [];
    const finish: (() => void)[] = [];
    const read = coalesce<string>((keys) => {
      asked.push([...keys]);
      return new Promise((resolve) => finish.push(() => resolve(new Map(keys.map((key) => [key, key])))));
    });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const answers = [];
    for (const key of ['a', 'b', 'c', 'd']) {
      answers.push(read(key));
      await turn();
    }
    expect(asked).toEqual([['a'], ['b']]);
    finish[0]?.();
    await vi.waitFor(() => expect(asked).toHaveLength(3), patience);
    expect(asked).toEqual([['a'], ['b'], ['c', 'd']]);
    for (const end of finish) end();
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  });
});
