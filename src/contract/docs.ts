import { z } from 'zod';
import { defineOperation } from './operation.ts';

export const docsOperations = [
  defineOperation({
    id: 'docs.openapi',
    method: 'GET',
    path: '/api/docs/openapi.json',
    summary: 'OpenAPI 3.0 document',
    description:
      'The machine-readable description of every operation, made from the same table that routes and validates them.',
    permission: 'public',
    status: 200,
    response: z.looseObject({ openapi: z.string() }),
    problems: [],
  }),
] as const;
