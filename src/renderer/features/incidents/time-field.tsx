import { TextInput } from '@mantine/core';

/** A moment in this computer's time zone, to the minute. */
export function TimeField({
  label,
  description,
  value,
  onChange,
  error,
}: {
  label: string;
  description?: string;
  /** As the input writes it (`2026-11-22T09:30`); empty where none is given. */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={description}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
