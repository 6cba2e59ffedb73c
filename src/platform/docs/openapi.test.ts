import { describe, expect, it } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { createOpenApiDocument } from './openapi.ts';

interface Described {
  operationId: string;
  summary: string;
  security: unknown[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: unknown;
  responses: Record<string, { description: string }>;
}

describe('the OpenAPI document', () => {
  const document = JSON.parse(JSON.stringify(createOpenApiDocument('1.2.3')));
  const described = (operation: Operation): Described =>
    document.paths[operation.path]?.[operation.method.toLowerCase()];

  it('is OpenAPI 3.0 with the version of the product', () => {
    expect(document.openapi).toMatch(/^3\.0\.\d$/);
    expect(document.info).toMatchObject({ title: 'Gatehouse platform', version: '1.2.3' });
    expect(document.components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  it.each((operations as readonly Operation[]).map((operation) => [operation.id, operation] as const))(
    'describes %s',
    (id, operation) => {
      const found = described(operation);
      expect(found.operationId).toBe(id);
      expect(found.summary).toBe(operation.summary);
      const scheme = operation.permission === 'ingest_key' ? 'ingest_key' : 'bearer';
      expect(found.security).toEqual(operation.permission === 'public' ? [] : [{ [scheme]: [] }]);
      expect(Object.keys(found.responses)).toContain(String(operation.status));
      expect(found.requestBody !== undefined).toBe(operation.body !== undefined);
      const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (found.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map((parameter) => parameter.name)).toEqual(inPath);
      expect(declared.every((parameter) => parameter.required)).toBe(true);
    },
  );

  it('describes a file by its formats, and what a line of each is', () => {
    const { content } = document.paths['/api/audit/export'].get.responses[200];
    expect(Object.keys(content)).toEqual(['application/x-ndjson', 'text/csv']);
    const kinds = content['application/x-ndjson'].schema.oneOf.map(
      ({ properties }: { properties: { kind: { enum: string[] } } }) => properties.kind.enum[0],
    );
    expect(kinds).toEqual(['export', 'entry', 'end']);
  });

  it('refers only to schemas that it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name ?? '');
  });
});
