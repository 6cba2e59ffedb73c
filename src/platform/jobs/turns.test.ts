import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

/** Something that runs until it is told to end. */
function work(name: string, log: string[]) {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  return {
    end: (error?: Error) => end(error),
    run: async () => {
      log.push(name);
      await ended;
      return name;
    },
  };
}

it('lets so many run at once, and the others in the order in which they came', async () => {
  const turns = new Turns(2);
  const log: string[] = [];
  const [first, second, third, fourth] = ['1', '2', '3', '4'].map((name) => work(name, log));
  const taken = [first, second, third, fourth].map((one) => turns.take(one?.run ?? (async () => '')));
  expect(log).toEqual(['1', '2']);
  second?.end();
  expect(await taken[1]).toBe('2');
  await Promise.resolve();
  expect(log).toEqual(['1', '2', '3']);
  // A failure passes the turn on as well.
  first?.end(new Error('no'));
  await expect(taken[0]).rejects.toThrow('no');
  await Promise.resolve();
  expect(log).toEqual(['1', '2', '3', '4']);
  third?.end();
  fourth?.end();
  await Promise.all(taken.slice(2));
});
