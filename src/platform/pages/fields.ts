import type { z } from 'zod';
import type { FieldError } from '#contract/problems.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { type Html, html } from './layout.ts';

export interface Field {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  autocomplete: string;
  /** Shown under the field while nothing is wrong with it. */
  hint?: string;
  /** True where it may stay empty. */
  optional?: boolean;
  /** True for codes and user names: no capital at the beginning, no red wave under it. */
  verbatim?: boolean;
}

/** Labelled inputs with what was typed (never a password) and what is wrong with it. */
export function fieldsHtml(
  fields: readonly Field[],
  typed: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Html[] {
  const first =
    errors.length > 0 ? fields.find((field) => errors.some((error) => error.path === field.name)) : undefined;
  return fields.map((field) => {
    const error = errors.find((candidate) => candidate.path === field.name)?.message;
    const value = field.type === 'password' ? '' : (typed[field.name] ?? '');
    const below = error
      ? html`<p class="error" id="${field.name}-note">${/[.!?]$/.test(error) ? error : `${error}.`}</p>`
      : field.hint
        ? html`<p class="hint" id="${field.name}-note">${field.hint}</p>`
        : null;
    const verbatim = field.verbatim ? html` class="verbatim" autocapitalize="none" spellcheck="false"` : null;
    const state = html`${field.optional ? null : html` required`}${error ? html` aria-invalid="true"` : null}${field === first ? html` autofocus` : null}`;
    return html`<label for="${field.name}">${field.label}${field.optional ? html` <span class="quiet">(optional)</span>` : null}</label>
<input id="${field.name}" name="${field.name}" type="${field.type ?? 'text'}" value="${value}" autocomplete="${field.autocomplete}"${verbatim}${state}${below ? html` aria-describedby="${field.name}-note"` : null}>
${below}`;
  });
}

/** Parses posted fields; null and the errors of each field where they don't fit. */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  typed: Readonly<Record<string, string>>,
): { value: z.output<Schema>; errors: null } | { value: null; errors: FieldError[] } {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return { value: parsed.data, errors: null };
  return {
    value: null,
    errors: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  };
}

/** The field errors of a problem that a form can show beside its fields; anything else is thrown on. */
export function fieldErrorsOf(error: unknown): FieldError[] {
  if (error instanceof ProblemError && error.kind === 'validation' && error.extras.errors) return error.extras.errors;
  throw error;
}
