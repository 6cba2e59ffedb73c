import { expect, it } from 'vitest';
import { sampleCounts } from '#test/support/sample-batch.ts';
import { mailProgress } from './mail-progress.ts';

const counts = sampleCounts({ rows: 60, ready: 52, created: 52 });

it('counts what was delivered, and says what became of the others', () => {
  expect(mailProgress({ ...counts, delivered: 30, undelivered: 2, kept: 10 }, false)).toEqual({
    name: 'Delivered',
    done: 30,
    rest: '10 kept, 10 on the way, 2 not delivered',
  });
});

it('counts what is kept where nothing is delivered, from the beginning on', () => {
  expect(mailProgress({ ...counts, kept: 52 }, false)).toEqual({ name: 'Kept', done: 52, rest: '' });
  expect(mailProgress({ ...counts, created: 0 }, true)).toEqual({ name: 'Kept', done: 0, rest: '' });
  expect(mailProgress({ ...counts, created: 0 }, false)).toEqual({ name: 'Delivered', done: 0, rest: '' });
});

it('goes back to what is delivered once something is, also where mails are only kept by now', () => {
  expect(mailProgress({ ...counts, delivered: 50, kept: 2 }, true)).toEqual({
    name: 'Delivered',
    done: 50,
    rest: '2 kept',
  });
});
