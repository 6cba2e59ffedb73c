import { expect, it } from 'vitest';
import { operations } from '#contract/operations.ts';
import { findOperation } from './find-operation.ts';

it.each(operations.map(({ id }) => id))('finds %s', async (id) => {
  expect(await findOperation(id)).toBe(operations.find((operation) => operation.id === id));
});
