import { Textarea } from '@mantine/core';

/** Why something is done to accounts, for colleagues. */
export function ReasonField({
  value,
  onChange,
  optional = false,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  optional?: boolean;
  error?: string | undefined;
}) {
  return (
    <Textarea
      data-autofocus
      label={optional ? 'Reason (optional)' : 'Reason'}
      description="For your colleagues: it stands in the timeline and in the audit log."
      autosize
      minRows={2}
      maxRows={6}
      maxLength={500}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
