import type { CallError } from '#renderer/data/call-failure.ts';
import { ErrorNotice, Notice } from '#renderer/ui/states/states.tsx';
import { otherFieldErrors } from './field-errors.ts';

/**
 * Above the buttons of a form: why sending it failed. Fields named in `fields` show their own errors; a form must
 * keep its inputs as they were, so say in `kept` what is still there.
 */
export function FormError({
  error,
  fields = [],
  kept,
}: {
  error: CallError | null;
  fields?: readonly string[];
  kept?: string;
}) {
  if (error === null) return null;
  const others = otherFieldErrors(error, fields);
  if (error.kind === 'validation' && others.length === 0 && (error.errors?.length ?? 0) > 0) {
    return <Notice tone="critical" title="Correct the fields that are marked." />;
  }
  if (others.length > 0) {
    return (
      <Notice tone="critical" title={error.title}>
        {others.map((message) => (
          <div key={message}>{message}</div>
        ))}
      </Notice>
    );
  }
  return <ErrorNotice error={error} {...(kept === undefined ? {} : { kept })} />;
}
