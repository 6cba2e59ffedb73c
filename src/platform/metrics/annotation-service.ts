import type { Role } from '#contract/common.ts';
import { type AnnotationKind, annotationKindSchema, mostAnnotations } from '#contract/metrics.ts';
import { type AnswerOf, findOperation, type HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { readAnnotations, type StoredAnnotation } from './annotation-repository.ts';
import { readRange } from './ranges.ts';

/** What shows the same as a list: whoever may not read that sees nothing of it here either. */
const shownBy: Readonly<Record<AnnotationKind, string>> = {
  incident: 'incidents.list',
  alert: 'alerts.list',
  batch: 'batches.list',
  deployment: 'metrics.health',
};

/** The kinds that a role may see. */
export function kindsFor(role: Role): AnnotationKind[] {
  return annotationKindSchema.options.filter((kind) => {
    const permission = findOperation(shownBy[kind])?.permission;
    return typeof permission === 'object' && permission.includes(role);
  });
}

/** What happened over a range and may explain what charts show, oldest first. */
export async function annotations(
  { database, clock }: Pick<PlatformDeps, 'database' | 'clock'>,
  query: HandlerInputOf<'metrics.annotations'>['query'],
  role: Role,
): Promise<AnswerOf<'metrics.annotations'>> {
  const range = readRange(query, clock.now());
  const found = await Promise.all(
    kindsFor(role).map(async (kind) => {
      const rows = await readAnnotations[kind](database, { ...range, most: mostAnnotations + 1 });
      return { kind, rows: rows.slice(0, mostAnnotations), incomplete: rows.length > mostAnnotations };
    }),
  );
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    items: found
      .flatMap(({ kind, rows }) => rows.map((row) => annotationOf(kind, row)))
      .sort((one, other) => Date.parse(one.from) - Date.parse(other.from)),
    incomplete: found.filter(({ incomplete }) => incomplete).map(({ kind }) => kind),
  };
}

function annotationOf(kind: AnnotationKind, { began, ended, ...rest }: StoredAnnotation) {
  return { kind, ...rest, from: began.toISOString(), to: ended?.toISOString() ?? null };
}
