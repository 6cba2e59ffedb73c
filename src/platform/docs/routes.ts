import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { createOpenApiDocument } from './openapi.ts';

export function docsRoutes(deps: PlatformDeps): HandlersOf<'docs'> {
  // Made when somebody first asks: it costs more than a start should.
  let document: ReturnType<typeof createOpenApiDocument> | undefined;
  return {
    'docs.openapi': async () => {
      document ??= createOpenApiDocument(deps.config.version);
      return document;
    },
  };
}
